"""The networks. All of them take a table of feature rows [B, n, K] and a mask [B, n] and give vectors [B, n, dim] of unit root mean square.

Conv is what the Go runtime computes: sums of embeddings, residual convolutions over the words of a sentence, attention between them.
Nothing in it but attention's softmax needs exp or a recurrence, so that nearly all of it can be computed in integers.
Recurrent only teaches.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

EPS = 1e-6
# distance buckets of head minus dependent; 0 is the root (for attention: the word itself)
EDGES = [1, 2, 3, 4, 5, 6, 8, 12, 20, 40]
BUCKETS = 2 * len(EDGES) + 1
FAR = 300


def bucket(d):
    """d: signed distance head - dependent, not 0. 1..10 to the right, 11..20 to the left."""
    a = abs(d)
    k = max(i for i, e in enumerate(EDGES) if a >= e)
    return 1 + k + (0 if d > 0 else len(EDGES))


TABLE = torch.tensor([bucket(d) if d else 0 for d in range(-FAR, FAR + 1)])


def between(n, device):
    """[n, n]: bucket of word j seen from word i"""
    i = torch.arange(n, device=device)
    return TABLE.to(device)[(i[None, :] - i[:, None]).clamp(-FAR, FAR) + FAR]


def buckets(n, device):
    """[n, n+1]: bucket of dependent i and head j (0 the root, else 1-based)"""
    b = between(n, device)
    return torch.cat([torch.zeros(n, 1, dtype=b.dtype, device=device), b], 1)


def rms(x):
    return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + EPS)


class Tree(nn.Module):
    """Scores of arcs and labels over the words' vectors."""

    def __init__(self, dim, arc, lab, rels, drop):
        super().__init__()
        self.drop = drop
        self.arc_dep = nn.Linear(dim, arc)
        self.arc_head = nn.Linear(dim, arc)
        self.arc_dist = nn.Linear(dim, BUCKETS)
        self.root = nn.Parameter(torch.randn(arc) * 0.1)
        self.lab_dep = nn.Linear(dim, lab)
        self.lab_head = nn.Linear(dim, lab)
        self.lab_root = nn.Parameter(torch.randn(lab) * 0.1)
        self.lab_dist = nn.Parameter(torch.randn(BUCKETS, lab) * 0.1)
        self.lab_out = nn.Linear(lab, rels)

    def arcs(self, x, mask):
        """scores [B, n, n+1], column 0 the root"""
        B, n, _ = x.shape
        head = torch.cat([F.relu(self.root).expand(B, 1, -1), F.relu(self.arc_head(x))], 1)
        s = torch.bmm(self.arc_dep(x), head.transpose(1, 2)) / self.arc_dep.out_features ** 0.5
        s = s + torch.gather(self.arc_dist(x), 2, buckets(n, x.device).expand(B, -1, -1))
        bad = torch.cat([torch.zeros(B, 1, dtype=torch.bool, device=x.device), ~mask], 1)[:, None, :]
        eye = torch.eye(n + 1, dtype=torch.bool, device=x.device)[1:][None]
        return s.masked_fill(bad | eye, -1e9)

    def labels(self, x, heads):
        """heads [B, n], 0 the root. Returns [B, n, relations]."""
        B, n, _ = x.shape
        lh = torch.cat([self.lab_root.expand(B, 1, -1), self.lab_head(x)], 1)
        lh = torch.gather(lh, 1, heads[:, :, None].expand(-1, -1, lh.shape[2]))
        dist = torch.gather(buckets(n, x.device).expand(B, -1, -1), 2, heads[:, :, None])[:, :, 0]
        h = self.lab_dep(x) + lh + self.lab_dist[dist]
        return self.lab_out(F.dropout(F.relu(h), self.drop * 0.5, self.training))


class Look(nn.Module):
    """Attention: each word looks at all words of its sentence, or at nothing (a score of 0 that is always there)."""

    def __init__(self, dim, width, heads):
        super().__init__()
        self.width, self.heads = width, heads
        self.qkv = nn.Linear(dim, 3 * width)
        self.out = nn.Linear(width, dim)
        self.dist = nn.Parameter(torch.zeros(heads, BUCKETS))
        nn.init.zeros_(self.out.bias)
        self.out.weight.data.mul_(0.5)

    def parts(self, x):
        """queries, keys, values [B, heads, n, width/heads]"""
        B, n, _ = x.shape
        return self.qkv(x).view(B, n, 3, self.heads, -1).permute(2, 0, 3, 1, 4)

    def find(self, x, mask):
        """what each word finds, [B, n, width]"""
        B, n, _ = x.shape
        q, k, v = self.parts(x)
        s = torch.matmul(q, k.transpose(2, 3)) / q.shape[3] ** 0.5 + self.dist[:, between(n, x.device)]
        s = s.masked_fill(~mask[:, None, None, :], -1e9)
        s = torch.cat([s, torch.zeros_like(s[..., :1])], 3)
        p = torch.softmax(s, 3)[..., :-1]
        return torch.matmul(p, v).transpose(1, 2).reshape(B, n, self.width)

    def forward(self, x, mask):
        return self.out(self.find(x, mask))


class Words(nn.Module):
    """Sums of the embeddings of a word's features; row `hidden` stands for a word that is to be guessed."""

    def __init__(self, rows, dim):
        super().__init__()
        self.emb = nn.Parameter(torch.randn(rows, dim) * 0.12)
        with torch.no_grad():
            self.emb[0] = 0

    def forward(self, ids):
        B, n, K = ids.shape
        return F.embedding_bag(ids.view(B * n, K), self.emb, mode="sum", padding_idx=0).view(B, n, -1)


class Conv(nn.Module):
    def __init__(self, rows, dim=256, dilations=(1, 1, 2, 4, 8, 1), attend=(), look=128, heads=4, drop=0.25, **_):
        super().__init__()
        self.dim, self.dilations, self.attend, self.drop = dim, tuple(dilations), tuple(attend), drop
        self.words = Words(rows, dim)
        self.conv = nn.ModuleList([nn.Linear(3 * dim, dim) for _ in self.dilations])
        for c in self.conv:
            nn.init.kaiming_normal_(c.weight, nonlinearity="relu")
            c.weight.data.mul_(0.5)
            nn.init.zeros_(c.bias)
        self.look = nn.ModuleList([Look(dim, look, heads) for _ in self.attend])

    def forward(self, ids, mask):
        m = mask[:, :, None].to(self.words.emb.dtype)
        h = F.dropout(self.words(ids), self.drop, self.training)
        n = ids.shape[1]
        for i, (conv, d) in enumerate(zip(self.conv, self.dilations)):
            x = rms(h) * m
            if i in self.attend:
                h = h + F.dropout(self.look[self.attend.index(i)](x, mask), self.drop, self.training)
                x = rms(h) * m
            p = F.pad(x, (0, 0, d, d))
            y = F.leaky_relu(conv(torch.cat([p[:, :n], x, p[:, 2 * d:]], 2)), 0.125)
            h = h + F.dropout(y, self.drop, self.training)
        return F.dropout(rms(h), self.drop, self.training)


class Recurrent(nn.Module):
    def __init__(self, rows, dim=768, layers=3, drop=0.33, **_):
        super().__init__()
        self.dim, self.drop = dim, drop
        self.words = Words(rows, 384)
        self.lstm = nn.LSTM(384, dim // 2, layers, batch_first=True, bidirectional=True, dropout=drop)

    def forward(self, ids, mask):
        h = rms(self.words(ids))
        if self.training:  # the same places of a sentence's vectors are left out at every word
            h = h * F.dropout(torch.ones_like(h[:, :1]), self.drop, True)
        p = nn.utils.rnn.pack_padded_sequence(h, mask.lengths, batch_first=True, enforce_sorted=False)
        h, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(p)[0], batch_first=True, total_length=ids.shape[1])
        return F.dropout(rms(h), self.drop, self.training)


class Net(nn.Module):
    """An encoder with outputs: tags (sizes by name), a tree, for teachers a second tree in the machine-made scheme and the guess of hidden words."""

    def __init__(self, rows, sizes, kind="conv", arc=160, lab=96, teach=False, guess=0, **cfg):
        super().__init__()
        self.cfg = dict(rows=rows, sizes=sizes, kind=kind, arc=arc, lab=lab, teach=teach, guess=guess, **cfg)
        self.enc = (Conv if kind == "conv" else Recurrent)(rows, **cfg)
        dim, drop = self.enc.dim, self.enc.drop
        tags = ["upos", "xpos", "feats", "names"] + (["names_gum"] if teach else [])
        self.tags = nn.ModuleDict({k: nn.Linear(dim, sizes[k]) for k in tags})
        self.tree = Tree(dim, arc, lab, sizes["rels"], drop)
        self.old = None
        if teach and sizes["old_rels"]:
            self.old = Tree(dim, arc // 2, lab // 2, sizes["old_rels"], drop)
        if teach:
            self.guess = nn.Linear(dim, guess)

    def forward(self, ids, mask):
        return self.enc(ids, mask)
