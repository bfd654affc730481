"""All texts as flat arrays, so that a batch is a table of word numbers and nothing more.

prepare() reads the texts and writes a corpus; load() reads it. Arrays over the T words of all sentences, one after the other:
  type [VARIANTS, T]          number of the word's form in `ids` (as it is, lower case, upper case, Title Case)
  upos xpos feats names [T]   gold labels, -1 none; names_gum: GUM's names apart from those of the machine-tagged news
  heads rels [T]              0 the root, 1..n; -1 none
  old_heads old_rels [T]      the machine-made trees in their older scheme
  nnp [T]                     a proper noun by gold tag
  link [T]                    it belongs to one name with the word before, by the gold tree
  guess [T]                   the word's number for guessing hidden words, -1 none
and over the sentences: start, length, source, stop (it may lose its last word, a full stop).
"""
import collections
import json
import os
import numpy as np
import data
import lexical

TRAIN = [("ewt-train.conllu.gz", None), ("gum_news-train.conllu", "gum_news-train.iob2"), ("gum_open-train.conllu.gz", "gum_open-train.iob2")]
SOURCES = ["ewt", "gum", "silver", "text", "ewt-dev", "gum-news-dev", "silver-dev"]
EWT, GUM, SILVER, TEXT, DEV = 0, 1, 2, 3, 4
TAGS = ["upos", "xpos", "feats", "names"]


def load_places(folder):
    """names that GUM may call organizations though they are places"""
    out = set()
    if folder:
        for c in lexical.rows_of(os.path.join(folder, "places.tsv")):
            out.update(x.lower() for x in [c[0]] + c[1].split("|") if x)
        for c in lexical.rows_of(os.path.join(folder, "countries.tsv")):
            out.update(x.lower() for x in [c[1]] + c[2].split("|") if x)
    return out


def labels_of(gold, silver):
    """label lists, most frequent first; feats only those seen ten times"""
    out = {"names": data.BIO}
    for k, least in (("upos", 5), ("xpos", 5), ("feats", 10), ("rels", 5)):
        c = collections.Counter(x for s in gold for x in getattr(s, k))
        out[k] = [x for x, m in sorted(c.items(), key=lambda p: (-p[1], p[0])) if m >= least]
    c = collections.Counter(x for s in silver for x in s.rels or () if x)
    out["old_rels"] = [x for x, m in sorted(c.items(), key=lambda p: (-p[1], p[0])) if m >= 20]
    return out


def links(s):
    """which words hang together with the word before them as parts of one name: proper nouns joined by compound or flat, and hyphens between"""
    n = len(s.forms)
    part, last, out = list(range(n)), {}, [False] * n

    def find(i):
        while part[i] != i:
            i = part[i]
        return i
    proper = [x in ("NNP", "NNPS") for x in s.xpos]
    for i, (h, r) in enumerate(zip(s.heads, s.rels)):
        if h > 0 and r.split(":")[0] in ("flat", "compound") and proper[i] and proper[h - 1]:
            part[find(i)] = find(h - 1)
    for i in range(n):
        if proper[i]:
            j = last.get(find(i))
            if j is not None and all(x == "HYPH" for x in s.xpos[j + 1:i]):
                out[j + 1:i + 1] = [True] * (i - j)
            last[find(i)] = i
    return out


def prepare(ud, ner, silver, text, wordnet, lexicon, people, out):
    places = load_places(lexicon)
    sents = []
    for f, iob in TRAIN:
        for s in data.read_ud(os.path.join(ud, f), iob and os.path.join(ner, iob), places):
            sents.append((EWT if f.startswith("ewt") else GUM, s))
    gold = [s for _, s in sents]
    sil = data.read_silver(silver) if silver else []
    sents += [(SILVER, s) for s in sil]
    for t in text:
        sents += [(TEXT, s) for s in data.read_words(t)]
    labels = labels_of(gold, sil)
    vocab = data.Vocab()
    vocab.build([s.forms for s in gold], [s.forms for k, s in sents if k >= SILVER], lexical.classes(wordnet, lexicon, people))
    guess = collections.Counter(data.norm(f) for _, s in sents for f in s.forms)
    guess = {w: i for i, w in enumerate(sorted(w for w, c in guess.items() if c >= 4))}
    sents += [(DEV, s) for s in data.read_ud(os.path.join(ud, "ewt-dev.conllu"), os.path.join(ner, "uner-ewt-dev.iob2"), map_types=False)]
    sents += [(DEV + 1, s) for s in data.read_ud(os.path.join(ud, "gum_news-dev.conllu"), os.path.join(ner, "gum_news-dev.iob2"), places)]
    if silver:
        d = os.path.join(os.path.dirname(silver), os.path.basename(silver).replace("train", "dev"))
        if d != silver and os.path.exists(d):
            sents += [(DEV + 2, s) for s in data.read_silver(d)]
    sents = [(k, s) for k, s in sents if k >= DEV or len(s.forms) <= 120]

    T = sum(len(s.forms) for _, s in sents)
    at = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
    types, ids = {}, []
    a = {k: np.full(T, -1, np.int16) for k in TAGS + ["names_gum", "heads", "rels", "old_heads", "old_rels"]}
    a["type"], a["guess"], a["nnp"], a["link"] = np.zeros((data.VARIANTS, T), np.int32), np.full(T, -1, np.int32), np.zeros(T, bool), np.zeros(T, bool)
    start, stop, o = [], [], 0
    for kind, s in sents:
        n = len(s.forms)
        start.append(o)
        for v in range(data.VARIANTS):
            for i, f in enumerate(data.variant(s.forms, v)):
                k = (f, i == 0)
                if k not in types:
                    types[k] = len(ids)
                    ids.append(vocab.encode(f, i == 0))
                a["type"][v, o + i] = types[k]
        a["guess"][o:o + n] = [guess.get(data.norm(f), -1) for f in s.forms]

        def put(name, values, k):
            if values is not None:
                a[name][o:o + n] = [at[k].get(v, -1) for v in values]
        put("upos", s.upos, "upos")
        put("xpos", s.xpos, "xpos")
        put("feats", s.feats, "feats")
        put("names_gum" if kind in (EWT, GUM) else "names", s.names, "names")
        if s.xpos and kind == EWT:
            a["nnp"][o:o + n] = [x in ("NNP", "NNPS") for x in s.xpos]
            a["link"][o:o + n] = links(s)
        if s.heads:
            p = "old_" if s.silver else ""
            a[p + "heads"][o:o + n] = s.heads
            put(p + "rels", s.rels, p + "rels")
        stop.append(n > 3 and s.forms[-1] == "." and not s.silver and s.heads is not None and n not in s.heads)
        o += n
    p_unk = np.zeros(len(vocab), np.float32)
    for k, r in vocab.row.items():
        if k[0] == "w":
            p_unk[r] = 0.03 + 0.25 / (0.25 + vocab.freq[k]) * 0.9
    np.savez_compressed(out, ids=np.array(ids, np.int32), start=np.array(start, np.int32), length=np.array([len(s.forms) for _, s in sents], np.int32),
                        source=np.array([k for k, _ in sents], np.int8), stop=np.array(stop), p_unk=p_unk, **a)
    with open(out.replace(".npz", ".json"), "w", encoding="utf8") as f:
        json.dump({"labels": labels, "rows": len(vocab), "guess": len(guess), "vocab": vocab.row, "classes": vocab.classes, "words": vocab.words}, f, ensure_ascii=False)
    print("words", {SOURCES[k]: sum(len(s.forms) for q, s in sents if q == k) for k in range(len(SOURCES))}, "rows", len(vocab), "forms", len(ids), "guess", len(guess), {k: len(v) for k, v in labels.items()}, flush=True)


def load(path):
    """the arrays and the description of a corpus"""
    z = np.load(path)
    return {k: z[k] for k in z.files}, json.load(open(path.replace(".npz", ".json"), encoding="utf8"))
