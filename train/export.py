#!/usr/bin/env python3
"""Turns a trained checkpoint into the file that internal/parse reads, and writes the test's reference values.

    python3 export.py --model work/model.pt --ud DIR --out ../model/english.bin --reference ../internal/parse/testdata/reference.json

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
import data
import net
import train

X = 1024            # activations: normalised values times X, as int16; their magnitude is at most sqrt(dim) * X
ARC_LIMIT = 3600    # arc vectors: 160 * 3600^2 < 2^31
LAB_LIMIT = 8000


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


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", default="work/model.pt")
    ap.add_argument("--ud", required=True)
    ap.add_argument("--out", default="../model/english.bin")
    ap.add_argument("--reference", default="../internal/parse/testdata/reference.json")
    ap.add_argument("--sentences", default="reference.txt")
    ap.add_argument("--date", default="2026-11")
    a = ap.parse_args()
    torch.set_num_threads(1)
    ck = torch.load(a.model)
    cfg, labels, vocab = ck["cfg"], ck["labels"], data.Vocab(ck["vocab"])
    m = net.Net(**cfg)
    m.load_state_dict(ck["state"])
    m.eval()
    dim, arc, lab = cfg["dim"], cfg["arc"], cfg["lab"]
    st = {k.removeprefix("tree."): v.numpy() for k, v in ck["state"].items()}
    sections = []
    def add(name, arr):
        sections.append((name, arr.tobytes() if isinstance(arr, np.ndarray) else arr))

    # feature rows, sorted by hash
    hashes = {k: data.fnv1a(k) for k in vocab.row}
    assert len(set(hashes.values())) == len(hashes), "two features share a hash"
    order = sorted(vocab.row, key=lambda k: hashes[k])
    emb = np.concatenate([st["emb"][:2], st["emb"][[vocab.row[k] for k in order]]])
    s = np.maximum(np.abs(emb).max(1) / 127, 1e-12).astype("<f4")
    add("hash", np.array([hashes[k] for k in order], "<u4"))
    add("emb", np.rint(emb / s[:, None]).astype("i1"))
    add("emb.s", s)

    top = math.sqrt(dim) * X
    for i in range(len(m.dilations)):
        q, s = rows16(st["conv.%d.weight" % i], math.sqrt(3) * top, 4095)
        add("conv%d.w" % i, q)
        add("conv%d.s" % i, (s / X).astype("<f4"))
        add("conv%d.b" % i, st["conv.%d.bias" % i].astype("<f4"))
    parts = ["tags.%s" % k for k in train.TAGS] + ["arc_dep", "arc_head", "arc_dist", "lab_dep", "lab_head"]
    q, s = rows16(np.concatenate([st[p + ".weight"] for p in parts]), top, 4095)
    add("heads.w", q)
    add("heads.s", (s / X).astype("<f4"))
    add("heads.b", np.concatenate([st[p + ".bias"] for p in parts]).astype("<f4"))

    # ranges of the arc and label vectors, seen on the development text
    sents = [x for x in data.read_ud(os.path.join(a.ud, "ewt-dev.conllu"))]
    dep, head, hid = 0, 0, 0
    with torch.no_grad():
        for x in sents[:600]:
            ids = torch.from_numpy(vocab.encode(x.forms).astype(np.int64))
            e = m.encode(ids, torch.zeros(len(x.forms), dtype=torch.long))
            dep = max(dep, float(m.tree.arc_dep(e).abs().max()))
            head = max(head, float(m.tree.arc_head(e).max()))
            ld, lh = m.tree.lab_dep(e), m.tree.lab_head(e)
            hid = max(hid, float((ld.max(0)[0] + lh.max(0)[0] + m.tree.lab_dist.max(0)[0]).max()))
    head = max(head, float(m.tree.root.max()))
    scale = {"x": X, "arc_limit": ARC_LIMIT, "arc_dep": ARC_LIMIT / dep, "arc_head": ARC_LIMIT / head, "lab_limit": LAB_LIMIT, "lab": LAB_LIMIT / hid}
    assert arc * ARC_LIMIT ** 2 < 2 ** 31
    add("arc.root", np.maximum(st["root"], 0).astype("<f4"))
    add("lab.root", st["lab_root"].astype("<f4"))
    add("lab.dist", st["lab_dist"].astype("<f4"))
    q, s = rows16(st["lab_out.weight"], math.sqrt(lab) * LAB_LIMIT, 2047)
    add("rel.w", q)
    add("rel.s", (s / scale["lab"]).astype("<f4"))
    add("rel.b", st["lab_out.bias"].astype("<f4"))

    ts = []
    for f, _ in train.TRAIN:
        ts += data.read_ud(os.path.join(a.ud, f))
    rules, exc = lemma_rules(ts)
    add("lemma", lemma_text(rules, exc))

    head_json = {"format": 1, "language": "en", "date": a.date, "dim": dim, "arc": arc, "lab": lab, "dilations": list(m.dilations), "slope": {"leaky": 0.125, "post": 0.0}[cfg["act"]],
                 "edges": net.EDGES, "labels": {k: labels[k] for k in train.TAGS + ["rel"]}, "scale": scale, "sections": []}
    # section offsets count from the end of the header, aligned to 64 bytes
    off = 0
    for name, b in sections:
        head_json["sections"].append({"name": name, "at": off, "bytes": len(b)})
        off = (off + len(b) + 63) // 64 * 64
    h = json.dumps(head_json, ensure_ascii=False, separators=(",", ":")).encode("utf8")
    h += b" " * (-(len(h) + 16) % 64)
    with open(a.out, "wb") as f:
        f.write(b"RAPMODEL" + struct.pack("<II", 1, len(h)) + h)
        for name, b in sections:
            f.write(b + b"\0" * (-len(b) % 64))
    blob = open(a.out, "rb").read()
    print(a.out, len(blob), "bytes sha256", hashlib.sha256(blob).hexdigest(), "rules", len(rules), "exceptions", len(exc), "scores", ck["scores"])

    ref = []
    with torch.no_grad():
        for line in open(a.sentences, encoding="utf8"):
            forms = line.split()
            if not forms:
                continue
            n = len(forms)
            ids = torch.from_numpy(vocab.encode(forms).astype(np.int64))
            e = m.encode(ids, torch.zeros(n, dtype=torch.long))
            sc = m.tree.arcs(e, torch.arange(n)[None], torch.ones(1, n, dtype=torch.bool))[0]
            r = lambda t: [[round(float(v), 4) for v in row] for row in t]
            hd = sc.argmax(-1)
            d = hd - torch.arange(1, n + 1)
            dist = torch.where(hd == 0, torch.zeros_like(d), net.BUCKET_TABLE[torch.where(d >= 0, d.clamp(max=299), 300 + (-d).clamp(max=299))])
            rel = m.tree.labels(e, torch.arange(n), torch.where(hd == 0, torch.full_like(hd, -1), hd - 1), dist)
            ref.append({"forms": forms, "upos": r(m.tags["upos"](e)), "names": r(m.tags["names"](e)), "arcs": r(sc.clamp(min=-1000)), "heads": hd.tolist(), "rel": r(rel)})
    os.makedirs(os.path.dirname(a.reference), exist_ok=True)
    with open(a.reference, "w", encoding="utf8") as f:
        f.write("[\n" + ",\n".join(json.dumps(x, ensure_ascii=False, separators=(",", ":")) for x in ref) + "\n]\n")


if __name__ == "__main__":
    main()
