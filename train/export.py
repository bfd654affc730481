#!/usr/bin/env python3
"""Turns a trained checkpoint into the file that internal/parse reads, and writes the test's reference values.

    python3 export.py --work work --ud DIR

Weights become int16 with a scale per output, embeddings int8 with a scale per row. FORMAT.md says how the file is laid out.
"""
import argparse
import collections
import hashlib
import json
import math
import os
import struct
import numpy as np
import torch
import corpus
import data
import net
import train

X = 1024            # activations: normalised values times X, as int16; their magnitude is at most sqrt(dim) * X
ARC_LIMIT = 3600    # arc vectors: 160 * 3600^2 < 2^31
LAB_LIMIT = 8000
LOOK_LIMIT = 8000   # vectors of attention
LINK = 1.0          # how much better a name is that holds both of two words that belong together by the tree, in nats


def rows16(w, norm, top):
    """int16 rows and float32 scales. norm: the largest Euclidean length of the input vector; sums stay below 2^31 by Cauchy-Schwarz."""
    w = np.asarray(w, np.float64)
    s = np.abs(w).max(1) / top
    s = np.maximum(s, np.sqrt((w * w).sum(1)) * norm * 1.02 / 2.0 ** 31)
    s = np.maximum(s, 1e-12)
    q = np.rint(w / s[:, None])
    assert np.abs(q).max() <= top
    assert (np.sqrt((q * q).sum(1)) * norm).max() < 2 ** 31 - 1
    return q.astype("<i2"), s


def lemma_rules(sents):
    """Suffix rules and exceptions from the treebanks. A rule: UPOS, XPOS, suffix of the lower-cased word, letters to cut, letters to add.
    The longest suffix wins. An exception: UPOS, XPOS, lower-cased word, lemma. PROPN keeps its capitals and has rules on the word as it is."""
    seen = collections.defaultdict(collections.Counter)
    for s in sents:
        for f, l, u, x in zip(s.forms, s.lemmas, s.upos, s.xpos):
            if l == "_" and f != "_" or u == "X" or x == "GW":
                continue
            if u != "PROPN":
                f = "".join(data.lower(c) for c in f)
                if l[:1].isupper() and f != "i" and u in ("NOUN", "VERB", "AUX", "ADV", "DET", "ADP", "PART", "CCONJ", "SCONJ", "PRON", "NUM") :
                    l = "".join(data.lower(c) for c in l)
            seen[(u, x, f)][l] += 1
    best = {}
    for k, c in seen.items():
        best[k] = min(c.items(), key=lambda p: (-p[1], p[0]))
    def script(f, l):
        k = 0
        while k < len(f) and k < len(l) and f[k] == l[k]:
            k += 1
        return len(f) - k, l[k:]
    count = collections.defaultdict(collections.Counter)
    for (u, x, f), (l, n) in best.items():
        cut, add = script(f, l)
        if cut > 5 or len(add) > 4 or (cut == len(f) and len(f) > 0 and l != ""):
            continue
        for k in range(0, 6):
            if k < len(f) and cut <= max(k, 0):
                count[(u, x, f[len(f) - k:])][(cut, add)] += 1
    rules = {}
    def apply(u, x, f):
        for k in range(5, -1, -1):
            if k < len(f):
                r = rules.get((u, x, f[len(f) - k:]))
                if r:
                    return f[:len(f) - r[0]] + r[1]
        return f
    for k in range(0, 6):
        layer = {}
        for (u, x, suf), c in count.items():
            if len(suf) != k:
                continue
            (cut, add), n = min(c.items(), key=lambda p: (-p[1], p[0]))
            if n < (2 if k else 1) or n < 0.6 * sum(c.values()):
                continue
            short = None
            for j in range(k - 1, -1, -1):
                short = rules.get((u, x, suf[len(suf) - j:] if j else ""))
                if short:
                    break
            if (short or (0, "")) != (cut, add):
                layer[(u, x, suf)] = (cut, add)
        rules.update(layer)
    exc = {}
    for (u, x, f), (l, n) in best.items():
        if apply(u, x, f) != l:
            exc[(u, x, f)] = l
    # what is known of the past tense holds for the participle, where that isn't known, and the other way round
    for (u, x, f), l in sorted(exc.items()):
        other = {"VBD": "VBN", "VBN": "VBD"}.get(x)
        if other and (u, other, f) not in best:
            exc[(u, other, f)] = l
    for line in open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "lemmas.tsv"), encoding="utf8"):
        if not line.startswith("#"):
            u, x, f, l = line.rstrip("\n").split("\t")
            exc[(u, x, f)] = l
    return rules, exc


def lemma_text(rules, exc):
    out = []
    for (u, x, s), (cut, add) in sorted(rules.items()):
        out.append("r\t%s\t%s\t%s\t%d\t%s" % (u, x, s, cut, add))
    for (u, x, f), l in sorted(exc.items()):
        if "\t" not in f + l and "\n" not in f + l:
            out.append("w\t%s\t%s\t%s\t%s" % (u, x, f, l))
    return ("\n".join(out) + "\n").encode("utf8", "surrogatepass")


def scales(m, vocab, path):
    """what arc, label and attention vectors are multiplied by to become integers: their ranges on development text"""
    top = {k: 0.0 for k in ("dep", "head", "hid")}
    look = [{k: 0.0 for k in "qkvo"} for _ in m.enc.look]

    def watch(i):
        def hook(mod, args, out):
            x, mask = args
            for k, v in zip("qkv", mod.parts(x)):
                look[i][k] = max(look[i][k], float(v.abs().max()))
            look[i]["o"] = max(look[i]["o"], float(mod.find(x, mask).abs().max()))
        return hook
    hooks = [l.register_forward_hook(watch(i)) for i, l in enumerate(m.enc.look)]
    with torch.no_grad():
        for s in data.read_ud(path)[:600]:
            e = vectors(m, vocab, s.forms)[0]
            t = m.tree
            top["dep"] = max(top["dep"], float(t.arc_dep(e).abs().max()))
            top["head"] = max(top["head"], float(t.arc_head(e).max()))
            top["hid"] = max(top["hid"], float((t.lab_dep(e).max(0)[0] + t.lab_head(e).max(0)[0] + t.lab_dist.max(0)[0]).max()))
    for h in hooks:
        h.remove()
    top["head"] = max(top["head"], float(m.tree.root.max()))
    return top, [{k: LOOK_LIMIT / v for k, v in d.items()} for d in look]


def vectors(m, vocab, forms):
    """[1, n, dim] vectors of one sentence's words"""
    ids = torch.tensor([[vocab.encode(f, i == 0) for i, f in enumerate(forms)]])
    return m(ids, torch.ones(1, len(forms), dtype=torch.bool))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--work", default="work", help="folder of train.py's results")
    ap.add_argument("--model", default="model.pt", help="the network in it")
    ap.add_argument("--ud", required=True)
    ap.add_argument("--out", default="../model/english.bin")
    ap.add_argument("--reference", default="../internal/parse/testdata/reference.json")
    ap.add_argument("--sentences", default="reference.txt")
    ap.add_argument("--date", default="2026-11")
    a = ap.parse_args()
    torch.set_num_threads(1)
    m, ck = train.restore(os.path.join(a.work, a.model))
    meta = json.load(open(os.path.join(a.work, "corpus.json"), encoding="utf8"))
    vocab, labels = data.Vocab(meta["vocab"], meta["classes"], meta["words"]), ck["labels"]
    cfg, enc = ck["cfg"], m.enc
    dim, arc, lab, width = enc.dim, cfg["arc"], cfg["lab"], cfg.get("look", 0)
    st = {k: v.detach().numpy() for k, v in m.state_dict().items()}
    sections = []

    def add(name, arr):
        sections.append((name, arr.tobytes() if isinstance(arr, np.ndarray) else arr))

    def matrix(name, weight, bias, norm, top, scale):
        q, s = rows16(weight, norm, top)
        add(name + ".w", q)
        add(name + ".s", (s / scale).astype("<f4"))
        add(name + ".b", bias.astype("<f4"))

    # feature rows, sorted by hash; the classes of words after them
    hashes = {k: data.fnv1a(k) for k in vocab.row}
    assert len(set(hashes.values())) == len(hashes), "two features share a hash"
    order = sorted(vocab.row, key=lambda k: hashes[k])
    classes = len(vocab.classes)
    emb = ck["emb"].numpy()[[0, 1] + [vocab.row[k] for k in order] + [2 + len(order) + i for i in range(classes)]]
    add("hash", np.array([hashes[k] for k in order], "<u4"))
    add("emb", emb)
    add("emb.s", ck["emb.s"].numpy()[[0, 1] + [vocab.row[k] for k in order] + [2 + len(order) + i for i in range(classes)]].astype("<f4"))
    # classes by word; of two words with one hash neither is kept
    words = collections.defaultdict(list)
    for w, rows in vocab.words.items():
        words[data.fnv1a("k" + w)].append(rows)
    words = sorted((h, v[0]) for h, v in words.items() if len(v) == 1)
    add("class", np.array([h for h, _ in words], "<u4"))
    add("class.rows", np.array([r + [0] * (data.MAXCLASS - len(r)) for _, r in words], "<u2"))

    norm = math.sqrt(dim) * X
    top, look = scales(m, vocab, os.path.join(a.ud, "ewt-dev.conllu"))
    for i in range(len(enc.dilations)):
        matrix("conv%d" % i, st["enc.conv.%d.weight" % i], st["enc.conv.%d.bias" % i], math.sqrt(3) * norm, 4095, X)
    for i, sc in enumerate(look):
        p = "enc.look.%d." % i
        matrix("look%d.qkv" % i, st[p + "qkv.weight"], st[p + "qkv.bias"], norm, 4095, X)
        matrix("look%d.out" % i, st[p + "out.weight"], st[p + "out.bias"], math.sqrt(width) * LOOK_LIMIT, 4095, sc["o"])
        add("look%d.dist" % i, st[p + "dist"].astype("<f4"))
    parts = ["tags.%s" % k for k in corpus.TAGS] + ["tree." + k for k in ("arc_dep", "arc_head", "arc_dist", "lab_dep", "lab_head")]
    matrix("heads", np.concatenate([st[p + ".weight"] for p in parts]), np.concatenate([st[p + ".bias"] for p in parts]), norm, 4095, X)
    scale = {"x": X, "arc_limit": ARC_LIMIT, "arc_dep": ARC_LIMIT / top["dep"], "arc_head": ARC_LIMIT / top["head"], "lab_limit": LAB_LIMIT, "lab": LAB_LIMIT / top["hid"]}
    assert arc * ARC_LIMIT ** 2 < 2 ** 31
    add("arc.root", np.maximum(st["tree.root"], 0).astype("<f4"))
    add("lab.root", st["tree.lab_root"].astype("<f4"))
    add("lab.dist", st["tree.lab_dist"].astype("<f4"))
    matrix("rel", st["tree.lab_out.weight"], st["tree.lab_out.bias"], math.sqrt(lab) * LAB_LIMIT, 2047, scale["lab"])

    ts = []
    for f, _ in corpus.TRAIN:
        ts += data.read_ud(os.path.join(a.ud, f))
    rules, exc = lemma_rules(ts)
    add("lemma", lemma_text(rules, exc))

    head = {"format": 1, "language": "en", "date": a.date, "dim": dim, "arc": arc, "lab": lab, "classes": classes, "dilations": list(enc.dilations), "slope": 0.125,
            "attend": list(enc.attend), "look": look, "look_width": width if look else 0, "look_heads": cfg.get("heads", 0) if look else 0, "link": LINK,
            "edges": net.EDGES, "labels": {**{k: labels[k] for k in corpus.TAGS}, "rel": labels["rels"]}, "scale": scale, "sections": []}
    # section offsets count from the end of the header, aligned to 64 bytes
    off = 0
    for name, b in sections:
        head["sections"].append({"name": name, "at": off, "bytes": len(b)})
        off = (off + len(b) + 63) // 64 * 64
    h = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf8")
    h += b" " * (-(len(h) + 16) % 64)
    with open(a.out, "wb") as f:
        f.write(b"RAPMODEL" + struct.pack("<II", 1, len(h)) + h)
        for name, b in sections:
            f.write(b + b"\0" * (-len(b) % 64))
    blob = open(a.out, "rb").read()
    print(a.out, len(blob), "bytes sha256", hashlib.sha256(blob).hexdigest(), "rules", len(rules), "exceptions", len(exc), "classes of", len(words), "words; multiplications a word", multiplications(m))
    print(train.show(ck["scores"]))
    with open(a.reference, "w", encoding="utf8") as f:
        f.write("[\n" + ",\n".join(json.dumps(x, ensure_ascii=False, separators=(",", ":")) for x in reference(m, vocab, a.sentences)) + "\n]\n")


def multiplications(m):
    """of one word, without the products between words (attention, arcs), which grow with the sentence"""
    return sum(w.numel() for k, w in m.named_parameters() if w.dim() == 2 and k != "enc.words.emb" and not k.endswith(("dist", "root")))


def reference(m, vocab, path):
    """what this program computes for the sentences of a file"""
    with torch.no_grad():
        for line in open(path, encoding="utf8"):
            forms = line.split()
            if not forms:
                continue
            e = vectors(m, vocab, forms)
            sc = m.tree.arcs(e, torch.ones(1, len(forms), dtype=torch.bool))
            hd = sc.argmax(-1)
            r = lambda t: [[round(float(v), 4) for v in row] for row in t[0]]
            yield {"forms": forms, "upos": r(m.tags["upos"](e)), "names": r(m.tags["names"](e)), "arcs": r(sc.clamp(min=-1000)), "heads": hd[0].tolist(), "rel": r(m.tree.labels(e, hd))}


if __name__ == "__main__":
    main()
