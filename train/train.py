#!/usr/bin/env python3
"""Trains the English model: README.md says how and from what.

    python3 train.py --ud DIR --ner DIR [--silver FILE] [--text FILE]... [--wordnet DIR] [--lexicon DIR] [--people DIR] --work work

Six stages, each of which leaves its result in the work folder; --stage picks one:
  prepare  texts to arrays                                               corpus.npz
  teach    large networks, from the treebanks and machine-made trees     teacher-N.pt
  label    what the teachers together say of every text                  targets.npz
  again    recurrent networks, from what the teachers said               again-N.pt
  label    what these say, over the first                                targets.npz
  learn    the small network that is shipped, from that                  model.pt
"""
import argparse
import json
import os
import subprocess
import sys
import time
import numpy as np
import torch
import torch.nn.functional as F
import corpus
import net

WEIGHT = {"upos": 0.4, "xpos": 0.4, "feats": 0.25, "names": 0.5, "names_gum": 0.3, "old_arc": 0.5, "old_rel": 0.5, "guess": 0.2}
TEACHERS = [
    dict(kind="conv", dim=512, dilations=(1, 1, 2, 4, 8, 1), attend=(1, 3, 5), look=256, heads=8, drop=0.33, arc=400, lab=256),
    dict(kind="conv", dim=512, dilations=(1, 2, 1, 4, 1, 8, 1, 1), attend=(2, 4, 6, 7), look=256, heads=8, drop=0.33, arc=400, lab=256),
    dict(kind="recurrent", dim=768, layers=3, drop=0.33, arc=400, lab=256),
    dict(kind="recurrent", dim=640, layers=2, drop=0.3, arc=400, lab=256),
]
AGAIN = [
    dict(kind="recurrent", dim=768, layers=3, drop=0.33, arc=400, lab=256),
    dict(kind="recurrent", dim=768, layers=3, drop=0.33, arc=400, lab=256),
    dict(kind="recurrent", dim=768, layers=2, drop=0.33, arc=400, lab=256),
]
STUDENT = dict(kind="conv", dim=256, dilations=(1, 1, 2, 4, 1, 1), attend=(1, 3, 5), look=128, heads=4, drop=0.15, arc=160, lab=96)
# how the shipped network was made: stage, how many of it, options
PLAN = [
    ("teach", len(TEACHERS), "--steps 2600 --words 6000 --silver-share 1 --text-share 0.5"),
    ("label", 1, "--by teacher-"),
    ("again", len(AGAIN), "--steps 3750 --words 6000 --silver-share 1 --text-share 0.8"),
    ("label", 1, "--by again-"),
    ("learn", 1, "--steps 9050 --words 8000 --silver-share 1 --text-share 0.8"),
]
TOP = {"heads": 4, "rels": 3, "upos": 2, "xpos": 2, "feats": 2, "names": 2}
# relations of the older scheme whose heads are those of Universal Dependencies 2
SAME = set("nsubj dobj nsubjpass csubj amod det case aux auxpass advmod mark ccomp xcomp acl acl:relcl advcl nummod root iobj nmod nmod:poss appos neg".split())


class Texts:
    """A corpus on the device. Arrays have one element more than there are words, for padding."""

    def __init__(self, path, device, targets=None):
        a, self.meta = corpus.load(path)
        self.dev = device
        self.start, self.length, self.source, self.stop = a["start"], a["length"], a["source"], a["stop"]
        self.T = a["type"].shape[1]
        put = lambda x: torch.from_numpy(np.ascontiguousarray(x)).to(device)
        self.ids = put(np.concatenate([a["ids"], np.zeros((1, a["ids"].shape[1]), np.int32)]).astype(np.int64))
        self.type = put(np.concatenate([a["type"], np.full((a["type"].shape[0], 1), len(a["ids"]), np.int32)], 1).astype(np.int64))
        self.p_unk = put(a["p_unk"])
        self.gold = {k: put(np.concatenate([a[k].astype(np.int64), [-1]])) for k in corpus.TAGS + ["names_gum", "heads", "rels", "old_heads", "old_rels", "guess"]}
        self.nnp, self.link = (put(np.concatenate([a[k], [False]])) for k in ("nnp", "link"))
        self.target = {}
        if targets:
            z = np.load(targets)
            for k in TOP:
                i, p = z[k + ".i"], z[k + ".p"].astype(np.float32) / 255
                self.target[k] = (put(np.concatenate([i.astype(np.int64), np.zeros((1, i.shape[1]), np.int64)])), put(np.concatenate([p, np.zeros((1, p.shape[1]), np.float32)])))
            self.target["on"] = put(np.concatenate([z["on"].astype(np.int64), [0]]))

    def sizes(self):
        return {k: len(v) for k, v in self.meta["labels"].items() if k != "names"} | {"names": len(self.meta["labels"]["names"]), "names_gum": len(self.meta["labels"]["names"])}

    def table(self, sents, length):
        """[B, n] word numbers, padded with T, and [B, n] mask"""
        n = int(length.max())
        i = np.arange(n)[None, :]
        ok = i < length[:, None]
        mask = torch.from_numpy(ok).to(self.dev, non_blocking=True)
        mask.lengths = torch.from_numpy(length.astype(np.int64))  # for Recurrent, which needs them on the processor
        return torch.from_numpy(np.where(ok, self.start[sents][:, None] + i, self.T)).to(self.dev, non_blocking=True), mask

    def batches(self, sents, size, rng):
        """groups of sentences of similar length, size padded words each"""
        sents = sents[np.argsort(self.length[sents] + rng.rand(len(sents)) * 4)]
        out, a = [], 0
        ln = self.length[sents]
        while a < len(sents):
            b = a + 1
            while b < len(sents) and (b + 1 - a) * ln[b] <= size:
                b += 1
            out.append(sents[a:b])
            a = b
        rng.shuffle(out)
        return out

    def rows(self, idx, variant=None):
        return self.ids[self.type[0][idx] if variant is None else self.type[variant[:, None], idx]]


def noisy(t, sents, rng, hide_row=None, affix=0.04):
    """A batch for training: letters' case changed and final stops left out at times, words and letter features dropped; with hide_row
    some words of the texts without trees hidden. Returns word numbers, mask, rows, hidden [B, n]."""
    length = t.length[sents].copy()
    length -= t.stop[sents] & (rng.rand(len(sents)) < 0.06)
    u = rng.rand(len(sents))
    variant = np.where(u < 0.04, 1, np.where(u < 0.06, 2, np.where(u < 0.09, 3, 0)))
    idx, mask = t.table(sents, length)
    r = t.rows(idx, torch.from_numpy(variant).to(t.dev))
    w = r[:, :, 0]
    w = torch.where(torch.rand(w.shape, device=t.dev) < t.p_unk[w], torch.ones_like(w), w)
    rest = r[:, :, 1:]
    rest = rest * (torch.rand(rest.shape, device=t.dev) >= affix)
    r = torch.cat([w[:, :, None], rest], 2) * mask[:, :, None]
    hidden = None
    if hide_row is not None:
        free = torch.from_numpy((t.source[sents] == corpus.SILVER) | (t.source[sents] == corpus.TEXT)).to(t.dev)
        hidden = mask & free[:, None] & (torch.rand(mask.shape, device=t.dev) < 0.12)
        only = torch.zeros_like(r)
        only[:, :, 0] = hide_row
        r = torch.where(hidden[:, :, None], only, r)
    return idx, mask, r, hidden


def mean_ce(logits, gold, smooth=0.0):
    """cross entropy over the places where gold is not -1"""
    n = (gold >= 0).sum().clamp(min=1)
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), gold.reshape(-1), ignore_index=-1, reduction="sum", label_smoothing=smooth) / n


def teacher_loss(model, t, idx, mask, r, hidden):
    x = model(r, mask)
    loss = 0
    for k in model.tags:
        loss = loss + WEIGHT[k] * mean_ce(model.tags[k](x), t.gold[k][idx], 0.03)
    for tree, p, w in ((model.tree, "", 1.0), (model.old, "old_", WEIGHT["old_arc"])):
        if tree is None:
            continue
        heads, rels = t.gold[p + "heads"][idx], t.gold[p + "rels"][idx]
        # a final stop that was left out can't be a head; see Texts.stop
        loss = loss + w * mean_ce(tree.arcs(x, mask), heads)
        loss = loss + w * mean_ce(tree.labels(x, heads.clamp(min=0)), rels, 0.03)
    g = t.gold["guess"][idx]
    if hidden is not None and model.cfg["guess"]:
        hidden = hidden & (g >= 0)
        loss = loss + WEIGHT["guess"] * F.cross_entropy(model.guess(x[hidden]), g[hidden], reduction="sum") / hidden.sum().clamp(min=1)
    return loss


def soft_ce(logits, idx, target):
    """cross entropy against the few most probable labels; target: numbers and probabilities of every word"""
    i, p = target[0][idx], target[1][idx]
    on = p.sum(-1)
    lp = torch.gather(torch.log_softmax(logits, -1), 2, i)
    return -(p * lp).sum() / on.sum().clamp(min=1)


def student_loss(model, t, idx, mask, r, hidden):
    x = model(r, mask)
    n = idx.shape[1]
    loss = 0
    for k in model.tags:
        loss = loss + WEIGHT[k] * soft_ce(model.tags[k](x), idx, t.target[k])
    hi, hp = t.target["heads"]
    ok = hi[idx] <= n
    loss = loss + soft_ce(model.tree.arcs(x, mask), torch.arange(idx.numel(), device=t.dev).view(idx.shape), ((hi[idx] * ok).view(-1, hi.shape[1]), (hp[idx] * ok).view(-1, hi.shape[1])))
    on = t.target["on"][idx].clamp(max=n)
    return loss + soft_ce(model.tree.labels(x, on), idx, t.target["rels"])


def spans(tags, names):
    """set of (start, end, type) of a row of tag numbers"""
    out, start, kind = set(), None, None
    for i, k in enumerate(list(tags) + [0]):
        x = names[k]
        if start is not None and (x == "O" or x[0] == "B" or x[2:] != kind):
            out.add((start, i, kind))
            start = None
        if x != "O" and start is None:
            start, kind = i, x[2:]
    return out


@torch.no_grad()
def score(models, t):
    """greedy scores on the development texts; of several models the mean of their probabilities"""
    for m in models:
        m.eval()
    names, rels = t.meta["labels"]["names"], [x.split(":")[0] for x in t.meta["labels"]["rels"]]
    plain = torch.tensor([rels.index(x) for x in rels], device=t.dev)
    teach = models[0].cfg["teach"]
    out = {}
    for src in range(corpus.DEV, len(corpus.SOURCES)):
        sents = np.nonzero(t.source == src)[0]
        if not len(sents):
            continue
        c, found = {}, {}
        for b in t.batches(sents, 8000, np.random.RandomState(0)):
            idx, mask = t.table(b, t.length[b])
            p = together(models, t, idx, mask)
            add = lambda k, v: c.__setitem__(k, c.get(k, 0) + int(v.sum()))
            for k in ("upos", "xpos", "feats"):
                g = t.gold[k][idx]
                add(k, (p[k].argmax(-1) == g) & (g >= 0))
                add("n" + k, (g >= 0) if src == corpus.DEV + 2 else mask)
            h = p["heads"].argmax(-1)
            g, gr = t.gold["heads"][idx], t.gold["rels"][idx]
            ok = (h == g) & (g >= 0)
            add("n", g >= 0)
            add("uas", ok)
            pr = rel_probs(models, p["x"], h).argmax(-1)
            add("las", ok & (plain[pr] == plain[gr.clamp(min=0)]) & (gr >= 0))
            if "old" in p:
                oh, gh = p["old"].argmax(-1), t.gold["old_heads"][idx]
                add("nold", gh >= 0)
                add("old", (oh == gh) & (gh >= 0))
            which = ["names"] + (["names_gum", "both"] if teach else [])
            if teach:
                p["both"] = p["names"] + p["names_gum"]
            gn = t.gold["names_gum" if src == corpus.DEV + 1 else "names"][idx]
            if src == corpus.DEV or src == corpus.DEV + 1:
                gn = torch.maximum(t.gold["names_gum"][idx], t.gold["names"][idx])
            for k in which:
                q = p[k].argmax(-1).cpu().numpy()
                for row, gold, n in zip(q, gn.cpu().numpy(), t.length[b]):
                    a, z = spans(row[:n], names), spans(gold[:n].clip(min=0), names)
                    f = found.setdefault(k, [0, 0, 0])
                    f[0] += len(a & z)
                    f[1] += len(a)
                    f[2] += len(z)
        r = {k: c[k] / max(1, c["n" + k]) for k in ("upos", "xpos", "feats")} if c.get("nxpos") else {}
        for k in ("uas", "las"):
            if c.get("n"):
                r[k] = c[k] / c["n"]
        if c.get("nold"):
            r["old"] = c["old"] / c["nold"]
        for k, f in found.items():
            r[k] = 2 * f[0] / max(1, f[1] + f[2])
        out[corpus.SOURCES[src]] = r
    return out


def together(models, t, idx, mask):
    """mean probabilities of tags and heads; x: the models' vectors"""
    p, xs = {}, []
    for m in models:
        x = m(t.rows(idx), mask)
        xs.append(x)
        q = {k: torch.softmax(m.tags[k](x), -1) for k in m.tags}
        q["heads"] = torch.softmax(m.tree.arcs(x, mask), -1)
        if m.old is not None:
            q["old"] = torch.softmax(m.old.arcs(x, mask), -1)
        for k, v in q.items():
            p[k] = p[k] + v / len(models) if k in p else v / len(models)
    p["x"] = xs
    return p


def rel_probs(models, xs, heads):
    return sum(torch.softmax(m.tree.labels(x, heads), -1) for m, x in zip(models, xs)) / len(models)


def show(scores):
    return "\n".join("   %-13s" % k + " ".join("%s %.4f" % p for p in r.items()) for k, r in scores.items())


def train(model, t, loss_of, a, out, teach):
    """The schedule ends after a.steps steps or a.seconds seconds."""
    rng = np.random.RandomState(a.seed)
    model.to(t.dev)
    cuda = t.dev.type == "cuda"
    opt = torch.optim.Adam(model.parameters(), lr=a.lr, betas=(0.9, 0.98), eps=1e-8, **({"fused": True} if cuda else {}))
    params = [p for p in model.parameters()]
    ema = [p.detach().clone() for p in params]
    gold = np.nonzero((t.source == corpus.EWT) | (t.source == corpus.GUM))[0]
    gold_words = t.length[gold].sum()
    hide = t.meta["rows"] if teach else None
    t0, step, epoch, told = time.time(), 0, 0, time.time()
    done = False
    while not done:
        epoch += 1
        pool = [gold]
        for src, share in ((corpus.SILVER, a.silver_share), (corpus.TEXT, a.text_share)):
            s = rng.permutation(np.nonzero(t.source == src)[0])
            pool.append(s[np.cumsum(t.length[s]) <= share * gold_words])
        model.train()
        for b in t.batches(np.concatenate(pool), a.words, rng):
            progress = (time.time() - t0) / a.seconds if a.seconds else step / a.steps
            if progress >= 1:
                done = True
                break
            f = min(1, (step + 1) / 300) * max(0.01, 1 - progress)
            for g in opt.param_groups:
                g["lr"] = a.lr * f
            loss = loss_of(model, t, *noisy(t, b, rng, hide))
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(params, 2.0)
            opt.step()
            step += 1
            if step % 4 == 0:
                d = 1 - min(0.996, (step / 4 + 1) / (step / 4 + 10))
                with torch.no_grad():
                    if cuda:
                        torch._foreach_lerp_(ema, params, d)
                    else:
                        for e, p in zip(ema, params):
                            e.lerp_(p, d)
            if time.time() - told > a.tell:
                told = time.time()
                print("%s epoch %d step %d %.0f%% %.0fs loss %.3f" % (out, epoch, step, 100 * progress, told - t0, float(loss)), flush=True)
    with torch.no_grad():
        for e, p in zip(ema, params):
            p.copy_(e)
    r = score([model], t)
    print("%s seed %d: %d epochs, %d steps, %.0f s\n%s" % (out, a.seed, epoch, step, time.time() - t0, show(r)), flush=True)
    save(model, t, r, step, os.path.join(a.work, out))


def save(model, t, scores, steps, out):
    """the embeddings, by far the most, as one byte each with a scale a row, as they are shipped"""
    st = {k: v.detach().cpu().half() for k, v in model.state_dict().items()}
    e = st.pop("enc.words.emb").float()
    s = (e.abs().max(1)[0] / 127).clamp(min=1e-12)
    torch.save({"cfg": model.cfg, "state": st, "emb": torch.round(e / s[:, None]).to(torch.int8), "emb.s": s, "scores": scores, "steps": steps, "labels": t.meta["labels"]}, out)


def restore(path, device="cpu"):
    """a network as save() left it, and all else that was saved"""
    ck = torch.load(path, map_location="cpu", **({"weights_only": False} if torch.__version__ >= "2" else {}))
    m = net.Net(**ck["cfg"])
    m.load_state_dict({**{k: v.float() for k, v in ck["state"].items()}, "enc.words.emb": ck["emb"].float() * ck["emb.s"][:, None]})
    return m.to(device).eval(), ck


def teach(a, t):
    model = net.Net(t.meta["rows"] + 1, t.sizes(), teach=True, guess=t.meta["guess"], **TEACHERS[a.number] | json.loads(a.cfg))
    train(model, t, teacher_loss, a, "teacher-%d.pt" % a.number, True)


def again(a, t):
    model = net.Net(t.meta["rows"], t.sizes(), **AGAIN[a.number] | json.loads(a.cfg))
    train(model, t, student_loss, a, "again-%d.pt" % a.number, False)


def learn(a, t):
    model = net.Net(t.meta["rows"], t.sizes(), **STUDENT | json.loads(a.cfg))
    train(model, t, student_loss, a, "model%s.pt" % (a.number or ""), False)


def whole(scores, link, names, bonus=2.0):
    """The best name tags [B, n] of scores [B, n, K], where I follows B or I of its kind, and words that are linked with the one before
    are better in one name, or both in none."""
    inside = torch.tensor([[y[0] == "I" and x[2:] != y[2:] for y in names] for x in names], device=scores.device)
    one = torch.tensor([[y[0] == "I" or x == y == "O" for y in names] for x in names], device=scores.device).float()
    move = inside * -1e9
    best = scores[:, 0] + torch.tensor([-1e9 * (x[0] == "I") for x in names], device=scores.device)
    back = []
    for i in range(1, scores.shape[1]):
        v, k = (best[:, :, None] + move + bonus * link[:, i, None, None] * (2 * one - 1)).max(1)
        back.append(k)
        best = v + scores[:, i]
    out = [best.argmax(-1)]
    for k in reversed(back):
        out.append(torch.gather(k, 1, out[-1][:, None])[:, 0])
    return torch.stack(out[::-1], 1)


@torch.no_grad()
def label(a, t):
    """What the teachers say of every word, as the few most probable labels. Where gold is known, it stands instead. In the machine-parsed
    news an arc of the older scheme and a Penn tag count as one more voice. Names of the treebank without names hold proper nouns only."""
    paths = sorted(p for p in os.listdir(a.work) if p.startswith(a.by) and p.endswith(".pt"))
    models = [restore(os.path.join(a.work, p), t.dev)[0] for p in paths]
    print("teachers", paths, "\n" + show(score(models, t)), flush=True)
    T = t.T
    out = {k: (np.zeros((T, n), np.uint8 if k != "feats" else np.uint16), np.zeros((T, n), np.uint8)) for k, n in TOP.items()}
    on = np.zeros(T, np.uint8)
    same = torch.tensor([x in SAME for x in t.meta["labels"]["old_rels"]] + [False], device=t.dev)
    begin = torch.tensor([x.startswith("B-") for x in t.meta["labels"]["names"]], device=t.dev)
    names = t.meta["labels"]["names"]
    other = torch.tensor([x == "O" for x in names], device=t.dev)
    agree = [0, 0]
    for b in t.batches(np.nonzero(t.source < corpus.DEV)[0], 12000, np.random.RandomState(0)):
        idx, mask = t.table(b, t.length[b])
        p = together(models, t, idx, mask)
        g = {k: v[idx] for k, v in t.gold.items()}
        oh = g["old_heads"]
        sure = (oh >= 0) & same[g["old_rels"]]
        ph = p["heads"]
        agree[0] += int(((ph.argmax(-1) == oh) & sure).sum())
        agree[1] += int(sure.sum())
        ph = ph * torch.exp(a.voice * F.one_hot(oh.clamp(min=0), ph.shape[-1]) * sure[:, :, None])
        gold_tree = g["heads"] >= 0
        ph = torch.where(gold_tree[:, :, None], F.one_hot(g["heads"].clamp(min=0), ph.shape[-1]).float(), ph / ph.sum(-1, keepdim=True))
        h = ph.argmax(-1)
        pr = rel_probs(models, p["x"], h)
        q = {"heads": ph, "rels": torch.where((g["rels"] >= 0)[:, :, None], F.one_hot(g["rels"].clamp(min=0), pr.shape[-1]).float(), pr)}
        for k in ("upos", "xpos", "feats"):
            pk = p[k]
            gk = F.one_hot(g[k].clamp(min=0), pk.shape[-1]).float()
            if k == "xpos":
                pk = pk * torch.exp(gk * ((g[k] >= 0) & ~gold_tree)[:, :, None] * 1.0)
                pk = pk / pk.sum(-1, keepdim=True)
            q[k] = torch.where(((g[k] >= 0) & gold_tree)[:, :, None], gk, pk)
        pn = p["names"] if a.names == "news" or "names_gum" not in p else 0.5 * (p["names"] + p["names_gum"])
        src = torch.from_numpy(t.source[b].astype(np.int64)).to(t.dev)[:, None]
        nnp = t.nnp[idx]
        z = torch.zeros_like(nnp[:, :1])
        left = torch.cat([z, nnp[:, :-1]], 1) | torch.cat([z, z, nnp[:, :-2]], 1)[:, :nnp.shape[1]]
        right = torch.cat([nnp[:, 1:], z], 1) | torch.cat([nnp[:, 2:], z, z], 1)[:, :nnp.shape[1]]
        bad = (src == corpus.EWT) & mask
        no = (bad & ~(nnp | (left & right)))[:, :, None] & ~other | (bad & ~nnp)[:, :, None] & begin
        pn = pn * ~no + 1e-6 * other
        pn = pn / pn.sum(-1, keepdim=True)
        path = F.one_hot(whole(torch.log(pn + 1e-7), t.link[idx], names), len(names)).float()
        pn = torch.where(bad[:, :, None], 0.8 * path + 0.2 * pn, pn)
        gn = g["names_gum"]
        pn = torch.where((gn >= 0)[:, :, None], 0.5 * pn + 0.5 * F.one_hot(gn.clamp(min=0), pn.shape[-1]).float(), pn)
        q["names"] = pn / pn.sum(-1, keepdim=True)
        at = idx[mask].cpu().numpy()
        for k, n in TOP.items():
            v, i = q[k][mask].topk(min(n, q[k].shape[-1]), -1)
            v = v / v.sum(-1, keepdim=True)
            out[k][0][at, :i.shape[1]], out[k][1][at, :i.shape[1]] = i.cpu().numpy(), torch.round(v * 255).cpu().numpy()
        on[at] = h[mask].cpu().numpy()
    print("heads that teachers and older trees share: %.4f of %d" % (agree[0] / max(1, agree[1]), agree[1]), flush=True)
    np.savez_compressed(os.path.join(a.work, "targets.npz"), on=on, **{k + ".i": v[0] for k, v in out.items()}, **{k + ".p": v[1] for k, v in out.items()})


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--ud", help="folder of the treebanks")
    ap.add_argument("--ner", help="folder of the name files")
    ap.add_argument("--silver", help="machine-parsed news (optional)")
    ap.add_argument("--text", action="append", default=[], help="plain text, a line a sentence (optional; words.py)")
    ap.add_argument("--wordnet", help="folder of WordNet's files (optional)")
    ap.add_argument("--lexicon", help="folder of the project's lexicon (optional)")
    ap.add_argument("--people", help="folder of faker's names (optional)")
    ap.add_argument("--work", default="work")
    ap.add_argument("--stage", help="prepare, teach, label, again or learn; all of them when left out")
    ap.add_argument("--number", type=int, default=0, help="which of several networks")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--steps", type=int, default=6000)
    ap.add_argument("--seconds", type=float, default=0, help="end after so many seconds instead of steps")
    ap.add_argument("--lr", type=float, default=2e-3)
    ap.add_argument("--words", type=int, default=6000, help="words a batch")
    ap.add_argument("--silver-share", type=float, default=1.0, help="words of the machine-parsed news per treebank word and epoch")
    ap.add_argument("--text-share", type=float, default=0.5, help="words of the plain text per treebank word and epoch")
    ap.add_argument("--voice", type=float, default=1.5, help="weight of an arc of the older trees, in nats")
    ap.add_argument("--names", default="both", help="names of the texts by the teachers' two outputs (both), or as in the machine-tagged news (news)")
    ap.add_argument("--by", default="teacher-", help="whose labels: how their files' names begin")
    ap.add_argument("--cfg", default="{}", help="JSON over the network's sizes")
    ap.add_argument("--tell", type=float, default=30, help="seconds between reports")
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    os.makedirs(a.work, exist_ok=True)
    path = os.path.join(a.work, "corpus.npz")
    if a.stage in (None, "prepare"):
        corpus.prepare(a.ud, a.ner, a.silver, a.text, a.wordnet, a.lexicon, a.people, path)
    if a.stage == "prepare":
        return
    if a.stage is None:
        for stage, many, options in PLAN:
            for i in range(many):
                # options of the call come last and win
                args = ["--stage", stage, "--number", str(i), "--seed", str(a.seed + i)] + options.split() + sys.argv[1:]
                subprocess.run([sys.executable, sys.argv[0]] + args, check=True)
        return
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    dev = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if dev.type == "cuda":
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    t = Texts(path, dev, os.path.join(a.work, "targets.npz") if a.stage in ("again", "learn") else None)
    {"teach": teach, "label": label, "again": again, "learn": learn}[a.stage](a, t)


if __name__ == "__main__":
    main()
