"""The network: feature embeddings, residual convolutions over the words of a sentence, linear heads.

Nothing in it needs exp, tanh or a recurrence when it runs, so that the Go runtime can compute it in integers.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

EPS = 1e-6
# distance buckets of head minus dependent; 0 is the root
EDGES = [1, 2, 3, 4, 5, 6, 8, 12, 20, 40]
BUCKETS = 2 * len(EDGES) + 1


def bucket(d):
    """d: signed distance head - dependent, not 0. 1..10 to the right, 11..20 to the left."""
    a = abs(d)
    k = max(i for i, e in enumerate(EDGES) if a >= e)
    return 1 + k + (0 if d > 0 else len(EDGES))


BUCKET_TABLE = torch.tensor([0] + [bucket(d) for d in range(1, 300)] + [0] + [bucket(-d) for d in range(1, 300)])


def buckets(n):
    """[n, n+1]: bucket of dependent i (0-based) and head j (0 the root, else 1-based)"""
    i = torch.arange(1, n + 1)[:, None]
    j = torch.arange(0, n + 1)[None, :]
    d = j - i
    b = BUCKET_TABLE[torch.where(d >= 0, d.clamp(max=299), 300 + (-d).clamp(max=299))]
    b[:, 0] = 0
    return b


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

    def arcs(self, x, gather, mask):
        """x [N, dim]; gather [B, n] row numbers (N where padded); mask [B, n] words. Returns scores [B, n, n+1], column 0 the root."""
        N = x.shape[0]
        dep = torch.cat([self.arc_dep(x), torch.zeros(1, self.arc_dep.out_features)], 0)[gather]
        head = torch.cat([F.relu(self.arc_head(x)), torch.zeros(1, self.arc_head.out_features)], 0)[gather]
        dist = torch.cat([self.arc_dist(x), torch.zeros(1, BUCKETS)], 0)[gather]
        B, n = gather.shape
        head = torch.cat([F.relu(self.root).expand(B, 1, -1), head], 1)
        s = torch.bmm(dep, head.transpose(1, 2)) / self.arc_dep.out_features ** 0.5
        s = s + torch.gather(dist, 2, buckets(n)[None].expand(B, -1, -1))
        bad = torch.cat([torch.zeros(B, 1, dtype=torch.bool), ~mask], 1)[:, None, :].expand(B, n, n + 1)
        eye = torch.eye(n, n + 1, dtype=torch.bool).roll(1, 1)[None]
        return s.masked_fill(bad | eye, -1e9)

    def labels(self, x, dep, head, dist):
        """dep [M] rows, head [M] rows (-1 the root), dist [M] buckets. Returns [M, relations]."""
        lh = torch.cat([self.lab_head(x), self.lab_root[None]], 0)
        h = self.lab_dep(x)[dep] + lh[head] + self.lab_dist[dist]
        return self.lab_out(F.dropout(F.relu(h), self.drop * 0.5, self.training))


class Net(nn.Module):
    def __init__(self, rows, sizes, dim=256, dilations=(1, 1, 2, 4, 8, 1), arc=160, lab=96, drop=0.25, act="post"):
        super().__init__()
        self.cfg = dict(rows=rows, sizes=sizes, dim=dim, dilations=tuple(dilations), arc=arc, lab=lab, drop=drop, act=act)
        self.dim, self.dilations, self.drop, self.act = dim, dilations, drop, act
        self.emb = nn.Parameter(torch.randn(rows, dim) * 0.12)
        with torch.no_grad():
            self.emb[0] = 0
        self.conv = nn.ModuleList([nn.Linear(3 * dim, dim) for _ in dilations])
        for c in self.conv:
            nn.init.kaiming_normal_(c.weight, nonlinearity="relu")
            c.weight.data.mul_(0.5)
            nn.init.zeros_(c.bias)
        self.tags = nn.ModuleDict({k: nn.Linear(dim, n) for k, n in sizes.items() if k not in ("rel", "silver")})
        self.tree = Tree(dim, arc, lab, sizes["rel"], drop)
        if sizes.get("silver"):
            self.silver = Tree(dim, arc, lab, sizes["silver"], drop)

    def encode(self, ids, sent):
        """ids [N, K] feature rows of N words, sentences one after the other; sent [N] their sentence numbers. Returns [N, dim], normalised."""
        h = F.embedding_bag(ids, self.emb, mode="sum", padding_idx=0)
        h = F.dropout(h, self.drop, self.training)
        n = ids.shape[0]
        zero = torch.zeros(1, self.dim)
        pos = torch.arange(n)
        for conv, d in zip(self.conv, self.dilations):
            x = rms(h)
            if self.act == "pre":
                x = F.relu(x)
            xp = torch.cat([x, zero], 0)
            l, r = pos - d, pos + d
            l = torch.where((l >= 0) & (sent[l.clamp(min=0)] == sent), l, torch.full_like(l, n))
            r = torch.where((r < n) & (sent[r.clamp(max=n - 1)] == sent), r, torch.full_like(r, n))
            y = conv(torch.cat([xp[l], x, xp[r]], 1))
            if self.act == "post":
                y = F.relu(y)
            elif self.act == "leaky":
                y = F.leaky_relu(y, 0.125)
            h = h + F.dropout(y, self.drop, self.training)
        return F.dropout(rms(h), self.drop, self.training)
