#!/usr/bin/env python3
"""Trains the English model. See README.md for the command.

    python3 train.py --ud DIR --ner DIR [--silver FILE] [--places FILE] --out work/model.pt
"""
import argparse
import collections
import os
import random
import time
import numpy as np
import torch
import torch.nn.functional as F
import data
import net

TRAIN = [("ewt-train.conllu.gz", None), ("gum_news-train.conllu", "gum_news-train.iob2"), ("gum_open-train.conllu.gz", "gum_open-train.iob2")]
TAGS = ["upos", "xpos", "feats", "names"]
WEIGHT = {"upos": 0.4, "xpos": 0.4, "feats": 0.25, "names": 0.5}


class Item:
    """A sentence as arrays. ids [variants][n, MAXKEYS]; tag layers [n], -1 where not annotated; heads [n] or None."""
    def __init__(self, s, vocab, label):
        n = len(s.forms)
        self.n = n
        vs = range(data.VARIANTS)
        self.ids = [vocab.encode(data.variant(s.forms, v)) for v in vs]
        def row(values, k):
            if values is None:
                return np.full(n, -1, np.int64)
            return np.array([label[k].get(v, -1) for v in values], np.int64)
        self.tags = {"upos": row(s.upos, "upos"), "xpos": row(s.xpos, "xpos"), "feats": row(s.feats, "feats"), "names": row(s.names, "names")}
        self.heads = np.array(s.heads, np.int64) if s.heads else None
        self.rels = row(s.rels, "silver" if s.silver else "rel") if s.rels else None
        self.stop = n > 3 and s.forms[-1] == "." and s.heads is not None and n not in s.heads
        self.tree = "silver" if s.silver else "tree"
        self.s = s


def load_places(path):
    out = set()
    if path:
        for i, line in enumerate(open(path, encoding="utf8")):
            if i:
                c = line.rstrip("\n").split("\t")
                out.update(x.lower() for x in [c[1], c[2]] + c[3].split("|") if x)
    return out


def labels_of(sents, silver):
    """label lists, most frequent first; feats only those seen ten times"""
    out = {"names": data.BIO}
    for k, get in (("upos", lambda s: s.upos), ("xpos", lambda s: s.xpos), ("feats", lambda s: s.feats), ("rel", lambda s: s.rels)):
        c = collections.Counter(x for s in sents for x in get(s))
        out[k] = [x for x, m in sorted(c.items(), key=lambda p: (-p[1], p[0])) if m >= (10 if k == "feats" else 5)]
    c = collections.Counter(x for s in silver for x in s.rels or () if x)
    out["silver"] = [x for x, m in sorted(c.items(), key=lambda p: (-p[1], p[0])) if m >= 20]
    return out


def batches(items, size, rng):
    """groups of sentences of similar length, about size words each"""
    order = sorted(items, key=lambda it: it.n + rng.random() * 4)
    out, cur, n = [], [], 0
    for it in order:
        cur.append(it)
        n += it.n
        if n >= size:
            out.append(cur)
            cur, n = [], 0
    if cur:
        out.append(cur)
    rng.shuffle(out)
    return out


def collate(items, rng=None, p_unk=None, drop_affix=0.0):
    """Flattens sentences. With rng: words dropped, letters' case changed, the final stop left out at times."""
    ids, sent, ns = [], [], []
    for k, it in enumerate(items):
        v, n = 0, it.n
        if rng is not None:
            u = rng.random()
            v = 1 if u < 0.04 else 2 if u < 0.06 else 3 if u < 0.09 else 0
            if it.stop and rng.random() < 0.06:
                n -= 1
        ids.append(it.ids[v][:n])
        sent += [k] * n
        ns.append(n)
    ids = np.concatenate(ids)
    if rng is not None:
        r = np.random.RandomState(rng.randrange(1 << 30))
        w = ids[:, 0].copy()
        w[r.rand(len(w)) < p_unk[w]] = 1
        ids = ids.copy()
        ids[r.rand(*ids.shape) < drop_affix] = 0
        ids[:, 0] = w
    return torch.from_numpy(ids.astype(np.int64)), torch.tensor(sent), ns


def padded(ns):
    """gather [B, n] and mask [B, n] of the flattened rows"""
    B, n, N = len(ns), max(ns), sum(ns)
    g = torch.full((B, n), N)
    off = 0
    for b, m in enumerate(ns):
        g[b, :m] = torch.arange(off, off + m)
        off += m
    return g, g < N


def arguments(heads, me, off):
    """rows of the heads (-1 the root) and buckets of the distance; heads count from 1 within their sentence, me and off are rows"""
    d = heads - (me - off + 1)
    dist = torch.where(heads == 0, torch.zeros_like(d), net.BUCKET_TABLE[torch.where(d >= 0, d.clamp(max=299), 300 + (-d).clamp(max=299))])
    return torch.where(heads == 0, torch.full_like(heads, -1), off + heads - 1), dist


def loss_of(model, items, rng, p_unk, drop_affix):
    ids, sent, ns = collate(items, rng, p_unk, drop_affix)
    x = model.encode(ids, sent)
    parts = {}
    for k in TAGS:
        t = torch.from_numpy(np.concatenate([it.tags[k][:m] for it, m in zip(items, ns)]))
        ok = (t >= 0).nonzero()[:, 0]
        if len(ok):
            parts[k] = F.cross_entropy(model.tags[k](x[ok]), t[ok], label_smoothing=0.03) * WEIGHT[k]
    for kind, weight in (("tree", 1.0), ("silver", 0.5)):
        idx = [i for i, it in enumerate(items) if it.heads is not None and it.tree == kind]
        if not idx:
            continue
        tree = getattr(model, kind)
        offs = np.cumsum([0] + ns)
        xs = x[torch.cat([torch.arange(offs[i], offs[i + 1]) for i in idx])]
        sub = [ns[i] for i in idx]
        g, mask = padded(sub)
        flat = tree.arcs(xs, g, mask)[mask]
        heads = torch.from_numpy(np.concatenate([items[i].heads[:m] for i, m in zip(idx, sub)]))
        rel = torch.from_numpy(np.concatenate([items[i].rels[:m] for i, m in zip(idx, sub)]))
        off = torch.from_numpy(np.repeat(np.cumsum([0] + sub)[:-1], sub))
        me = torch.arange(len(heads))
        ok = heads >= 0
        flat, heads, rel, off, me = flat[ok], heads[ok], rel[ok], off[ok], me[ok]
        parts["arc" if kind == "tree" else "silver-arc"] = F.cross_entropy(flat, heads) * weight
        hd, dist = arguments(heads, me, off)
        ok = rel >= 0
        lab = tree.labels(xs, me[ok], hd[ok], dist[ok])
        parts["rel" if kind == "tree" else "silver-rel"] = F.cross_entropy(lab, rel[ok], label_smoothing=0.03) * weight
    return sum(parts.values()), {k: float(v) for k, v in parts.items()}


@torch.no_grad()
def predict(model, items, labels, size=3000):
    """UPOS, XPOS, FEATS, name tags, greedy heads and labels for each item, in order"""
    model.eval()
    out = {}
    order = sorted(range(len(items)), key=lambda i: items[i].n)
    cur = []
    def flush():
        its = [items[i] for i in cur]
        ids, sent, ns = collate(its)
        x = model.encode(ids, sent)
        tags = {k: model.tags[k](x).argmax(-1).numpy() for k in TAGS}
        g, mask = padded(ns)
        heads = model.tree.arcs(x, g, mask).argmax(-1)[mask]
        off = torch.from_numpy(np.repeat(np.cumsum([0] + ns)[:-1], ns))
        me = torch.arange(len(heads))
        rel = model.tree.labels(x, me, *arguments(heads, me, off)).argmax(-1).numpy()
        o = 0
        for i, n in zip(cur, ns):
            out[i] = {**{k: [labels[k][t] for t in tags[k][o:o + n]] for k in TAGS}, "heads": heads[o:o + n].tolist(), "rels": [labels["rel"][t] for t in rel[o:o + n]]}
            o += n
        cur.clear()
    n = 0
    for i in order:
        cur.append(i)
        n += items[i].n
        if n >= size:
            flush()
            n = 0
    if cur:
        flush()
    return [out[i] for i in range(len(items))]


def name_spans(tags):
    out, start = set(), None
    for i, t in enumerate(tags + ["O"]):
        if start is not None and (t == "O" or t[0] == "B" or t[2:] != tags[start][2:]):
            out.add((start, i, tags[start][2:]))
            start = None
        if t != "O" and start is None:
            start = i
    return out


def score(model, items, labels):
    c = collections.Counter()
    for it, p in zip(items, predict(model, items, labels)):
        s = it.s
        if s.heads:
            for i in range(it.n):
                c["n"] += 1
                c["upos"] += p["upos"][i] == s.upos[i]
                c["xpos"] += p["xpos"][i] == s.xpos[i]
                c["feats"] += p["feats"][i] == s.feats[i]
                u = p["heads"][i] == s.heads[i]
                c["uas"] += u
                c["las"] += u and p["rels"][i].split(":")[0] == s.rels[i].split(":")[0]
                c["full"] += u and p["rels"][i] == s.rels[i]
        if s.names:
            g, q = name_spans(s.names), name_spans(p["names"])
            c["ng"] += len(g)
            c["np"] += len(q)
            c["nt"] += len(g & q)
    n = max(1, c["n"])
    r = {k: c[k] / n for k in ("upos", "xpos", "feats", "uas", "las", "full")}
    r["names"] = 2 * c["nt"] / max(1, c["ng"] + c["np"])
    return r


def show(name, r):
    return name + " " + " ".join("%s %.4f" % p for p in r.items())


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--ud", required=True, help="folder of the treebanks")
    ap.add_argument("--ner", required=True, help="folder of the name files")
    ap.add_argument("--silver", help="machine-tagged news (optional)")
    ap.add_argument("--places", help="TSV of place names (optional): names that GUM calls organizations")
    ap.add_argument("--out", default="work/model.pt")
    ap.add_argument("--epochs", type=float, default=24)
    ap.add_argument("--lr", type=float, default=2e-3)
    ap.add_argument("--words", type=int, default=2000, help="words a batch")
    ap.add_argument("--silver-share", type=float, default=0.3, help="silver words per treebank word and epoch")
    ap.add_argument("--tasks", default="tags,trees", help="what is learnt from silver: tags, or tags,trees")
    ap.add_argument("--act", default="leaky", help="leaky or post (ReLU)")
    ap.add_argument("--drop", type=float, default=0.25)
    ap.add_argument("--dilations", default="1,1,2,4,8,1")
    ap.add_argument("--dim", type=int, default=256)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--stop", type=float, default=0, help="stop after so many epochs of the schedule")
    a = ap.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)

    places = load_places(a.places)
    sents = []
    for f, iob in TRAIN:
        sents += data.read_ud(os.path.join(a.ud, f), iob and os.path.join(a.ner, iob), places)
    silver = data.read_silver(a.silver) if a.silver else []
    if "trees" not in a.tasks.split(","):
        for s in silver:
            s.heads = s.rels = None
    labels = labels_of(sents, silver)
    vocab = data.Vocab()
    vocab.build(sents, silver)
    label = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
    print("sentences", len(sents), "words", sum(len(s.forms) for s in sents), "silver", len(silver), "rows", len(vocab), {k: len(v) for k, v in labels.items()}, flush=True)
    items = [Item(s, vocab, label) for s in sents]
    sil = [Item(s, vocab, label) for s in silver]
    ewt = data.read_ud(os.path.join(a.ud, "ewt-dev.conllu"), os.path.join(a.ner, "uner-ewt-dev.iob2"), map_types=False)
    gum = data.read_ud(os.path.join(a.ud, "gum_news-dev.conllu"), os.path.join(a.ner, "gum_news-dev.iob2"), places)
    dev = {"ewt-dev": [Item(s, vocab, label) for s in ewt], "gum-news-dev": [Item(s, vocab, label) for s in gum]}

    p_unk = np.zeros(len(vocab), np.float32)
    for k, r in vocab.row.items():
        if k[0] == "w":
            p_unk[r] = 0.03 + 0.25 / (0.25 + vocab.freq[k]) * 0.9

    model = net.Net(len(vocab), {k: len(v) for k, v in labels.items()}, dim=a.dim, dilations=[int(x) for x in a.dilations.split(",")], drop=a.drop, act=a.act)
    ema = {k: v.detach().clone() for k, v in model.state_dict().items()}
    opt = torch.optim.Adam(model.parameters(), lr=a.lr, betas=(0.9, 0.98), eps=1e-8)
    words = sum(it.n for it in items)
    sil_words = int(words * a.silver_share) if sil else 0
    per = (words + sil_words) // a.words + 1
    total = int(a.epochs * per)
    step, best, t0, epoch = 0, 0, time.time(), 0
    while step < total:
        epoch += 1
        pool = list(items)
        if sil:
            rng.shuffle(sil)
            n = 0
            for it in sil:
                pool.append(it)
                n += it.n
                if n >= sil_words:
                    break
        sums = collections.Counter()
        model.train()
        k = 0
        for b in batches(pool, a.words, rng):
            f = min(1, (step + 1) / 300) * max(0.02, 1 - step / total)
            for g in opt.param_groups:
                g["lr"] = a.lr * f
            loss, parts = loss_of(model, b, rng, p_unk, 0.04)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            opt.step()
            step += 1
            k += 1
            sums.update(parts)
            if step % 8 == 0:
                decay = min(0.99, (step / 8 + 1) / (step / 8 + 10))
                with torch.no_grad():
                    for name, v in model.state_dict().items():
                        ema[name].lerp_(v, 1 - decay)
            if step >= total:
                break
        live = {k2: v.detach().clone() for k2, v in model.state_dict().items()}
        model.load_state_dict(ema)
        r = {n: score(model, d, labels) for n, d in dev.items()}
        print("epoch %d step %d/%d %.0fs loss %s" % (epoch, step, total, time.time() - t0, " ".join("%s %.3f" % (q, v / k) for q, v in sums.items())), flush=True)
        for n in r:
            print("  ", show(n, r[n]), flush=True)
        q = r["ewt-dev"]["las"] + 0.3 * r["gum-news-dev"]["las"] + 0.1 * r["ewt-dev"]["names"]
        if q > best:
            best = q
            torch.save({"cfg": model.cfg, "state": ema, "labels": labels, "vocab": vocab.row, "scores": r, "args": {k2: v for k2, v in vars(a).items() if k2 not in ("ud", "ner", "silver", "places", "out")}}, a.out + ".tmp")
            os.replace(a.out + ".tmp", a.out)
        model.load_state_dict(live)
        if a.stop and epoch >= a.stop:
            break


if __name__ == "__main__":
    main()
