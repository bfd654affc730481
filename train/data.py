"""Reading the treebanks and turning words into feature rows.

The functions norm, shape, keys and fnv1a are mirrored in internal/parse/features.go; a change here is a change there.
"""
import gzip
import os
import re
import numpy as np

NAME_TYPES = {"person": "PERSON", "organization": "ORG", "place": "LOC",
              "PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "LOC", "PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
BIO = ["O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]

QUOTES = {"‘": "'", "’": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "--", "…": "..."}


class Sent:
    """One sentence. forms, lemmas, upos, xpos, feats, rels: lists of n strings; heads: n ints, 0 the root, else 1..n;
    names: n BIO tags. A layer that is not annotated is None."""
    __slots__ = ("forms", "lemmas", "upos", "xpos", "feats", "heads", "rels", "names", "spaces", "source", "sid", "silver")

    def __init__(self):
        for s in self.__slots__:
            setattr(self, s, None)


def read_conllu(path):
    """Yields (comments, rows) for each sentence; rows are the ten columns of syntactic words. Multiword lines and empty nodes are skipped."""
    o = gzip.open(path, "rt", encoding="utf8") if path.endswith(".gz") else open(path, encoding="utf8")
    com, rows = [], []
    with o:
        for line in o:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    yield com, rows
                com, rows = [], []
            elif line.startswith("#"):
                com.append(line)
            else:
                c = line.split("\t")
                if c[0].isdigit():
                    rows.append(c)
    if rows:
        yield com, rows


def sid_of(com):
    for c in com:
        if c.startswith("# sent_id = "):
            return c[12:]
    return ""


def read_iob(path):
    """sent_id -> list of tags"""
    out, sid, tags = {}, "", []
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if not line:
            if tags:
                out[sid] = tags
            tags = []
        elif line.startswith("# sent_id = "):
            sid = line[12:]
        elif not line.startswith("#"):
            tags.append(line.split("\t")[2])
    if tags:
        out[sid] = tags
    return out


def name_tags(tags, forms, xpos, places):
    """GUM's or UNER's types to ours: a country or city that GUM calls an organization (because it acts) is LOC; people's
    demonyms and spans without a capital are not names."""
    n, out, i = len(tags), ["O"] * len(tags), 0
    while i < n:
        if not tags[i].startswith("B-"):
            i += 1
            continue
        j = i + 1
        while j < n and tags[j].startswith("I-"):
            j += 1
        t = NAME_TYPES.get(tags[i][2:])
        words = forms[i:j]
        text = " ".join(words)
        if t == "ORG" and (text.lower() in places or text in ("US", "U.S.", "USA", "U.S.A.", "UK", "U.K.")):
            t = "LOC"
        if t == "PERSON" and all(x in ("NNPS", "JJ") for x in xpos[i:j]):
            t = None
        if not any(c.isupper() for c in text):
            t = None
        if t:
            out[i] = "B-" + t
            for k in range(i + 1, j):
                out[k] = "I-" + t
        i = j
    return out


def read_ud(path, iob=None, places=(), map_types=True):
    """A treebank with all layers; iob: the file of its names, or None."""
    tags = read_iob(iob) if iob else {}
    out = []
    for com, rows in read_conllu(path):
        s = Sent()
        s.sid = sid_of(com)
        s.forms = [c[1] for c in rows]
        s.lemmas = [c[2] for c in rows]
        s.upos = [c[3] for c in rows]
        s.xpos = [c[4] for c in rows]
        s.feats = [c[5] if c[5] != "_" else "" for c in rows]
        s.heads = [int(c[6]) for c in rows]
        s.rels = [c[7] for c in rows]
        s.spaces = ["SpaceAfter=No" not in c[9] for c in rows]
        t = tags.get(s.sid)
        if t is not None and len(t) == len(s.forms):
            s.names = name_tags(t, s.forms, s.xpos, places) if map_types else ["O" if x == "O" else x[:2] + NAME_TYPES[x[2:]] for x in t]
        s.source = os.path.basename(path)
        out.append(s)
    return out


# words that stay whole at a hyphen in the treebanks begin with one of these (internal/split/english.tsv, kind prefix)
PREFIXES = set("anti co counter cross e ex inter intra micro mid mini multi non over post pre pro psycho re semi socio sub un".split())


def read_silver(path, limit=10 ** 9):
    """Machine-parsed news: Penn tags, names, and trees in an older scheme, for which the network has heads of its own.
    Its tokeniser leaves hyphenated words whole; they are cut as the treebanks have them. The last part stands for the word;
    the others have no head (-1). Only the parts of proper names keep a tag."""
    out, n = [], 0
    for com, rows in read_conllu(path):
        s = Sent()
        s.sid = sid_of(com)
        s.forms, s.xpos, s.names, s.heads, s.rels = [], [], [], [], []
        prev, last = None, [0]
        for c in rows:
            t = None
            for m in c[9].split("|"):
                if m.startswith("NER="):
                    t = NAME_TYPES.get(m[4:])
            parts = [c[1]]
            if re.fullmatch(r"[A-Za-z.]+(-[A-Za-z0-9]+)+", c[1]) and c[1].split("-")[0].lower() not in PREFIXES:
                parts = [p for p in re.split(r"(-)", c[1]) if p]
                if c[4] not in ("NNP", "NNPS"):
                    t = None
            for k, p in enumerate(parts):
                s.forms.append(p)
                s.xpos.append(c[4] if len(parts) == 1 or c[4] == "NNP" and p != "-" else "HYPH" if p == "-" else None)
                s.names.append("O" if t is None else ("I-" if prev == t else "B-") + t)
                s.heads.append(int(c[6]) if k == len(parts) - 1 else -1)
                s.rels.append(c[7] if k == len(parts) - 1 else None)
                prev = t
            last.append(len(s.forms))
        s.heads = [last[h] if h >= 0 else -1 for h in s.heads]
        s.source, s.silver = "silver", True
        if 3 <= len(s.forms) <= 80:
            out.append(s)
            n += len(s.forms)
        if n >= limit:
            break
    return out


def lower(c):
    """lower case of one character, where that is one character"""
    l = c.lower()
    return l if len(l) == 1 else c


def norm(form):
    """lower case, every ASCII digit a 0, typographic quotes and dashes plain"""
    return "".join("0" if "0" <= c <= "9" else QUOTES.get(c) or lower(c) for c in form)


def shape(form):
    """X, x, d for letters and digits, other ASCII as it is, the rest o; a run is kept to two"""
    out = ""
    for c in form:
        k = "d" if "0" <= c <= "9" else "X" if c.isupper() else "x" if c.islower() else c if c < "\x7f" else "o"
        if len(out) >= 2 and out[-1] == k and out[-2] == k:
            continue
        out += k
        if len(out) >= 10:
            break
    return out


def keys(form, first):
    """the features of a word, at most ten: the word, its suffixes and prefixes, its shape, its shape at the start of a sentence"""
    w = norm(form)
    out = ["w" + w]
    for k in (1, 2, 3, 4):
        if len(w) > k:
            out.append("%d" % k + w[-k:])
    for k in (1, 2, 3):
        if len(w) > k:
            out.append("%s" % "abc"[k - 1] + w[:k])
    s = shape(form)
    out.append("S" + s)
    if first:
        out.append("F" + s)
    return out


MAXKEYS = 10   # features of a word's letters
MAXCLASS = 4   # and of what dictionaries say of it (lexical.py)


def fnv1a(s):
    h = 2166136261
    for b in s.encode("utf8", "surrogatepass"):
        h = ((h ^ b) * 16777619) & 0xFFFFFFFF
    return h


class Vocab:
    """Feature string -> row. Row 0 is nothing, row 1 an unknown word. The classes of words come after the features of letters."""

    def __init__(self, row=None, classes=None, words=None):
        self.row, self.classes, self.words = row or {}, classes or [], words or {}
        self.freq = {}

    def build(self, gold, more, words, min_word=2, min_more=3, min_affix=4):
        """gold: sentences of the treebanks, more: lists of words of the other texts; words: word -> class names"""
        from collections import Counter
        c, cs = Counter(), Counter()
        for forms in gold:
            for i, f in enumerate(forms):
                c.update(keys(f, i == 0))
        for forms in more:
            for i, f in enumerate(forms):
                cs.update(keys(f, i == 0))
        keep = []
        for k in sorted(set(c) | set(cs)):
            a, b = c[k], cs[k]
            if k[0] == "w" and (a >= min_word or b >= min_more) or k[0] != "w" and (a >= min_affix or b >= 4 * min_affix):
                keep.append(k)
        self.row = {k: i + 2 for i, k in enumerate(keep)}
        self.freq = {k: c[k] + 0.5 * cs[k] for k in keep if k[0] == "w"}
        self.classes = sorted({x for v in words.values() for x in v})
        at = {x: len(self.row) + 2 + i for i, x in enumerate(self.classes)}
        self.words = {w: [at[x] for x in v] for w, v in words.items()}

    def __len__(self):
        return len(self.row) + 2 + len(self.classes)

    def encode(self, form, first):
        """the rows of one word, MAXKEYS+MAXCLASS of them, padded with 0; the first is the word's own"""
        ks = keys(form, first)
        out = [self.row.get(ks[0], 1)] + [self.row.get(k, 0) for k in ks[1:]]
        out += [0] * (MAXKEYS - len(out))
        cs = self.words.get(norm(form), [])
        return out + cs + [0] * (MAXCLASS - len(cs))


VARIANTS = 4


def variant(forms, v):
    """0 as it is, 1 lower case, 2 upper case, 3 Title Case"""
    if v == 1:
        return [f.lower() for f in forms]
    if v == 2:
        return [f.upper() for f in forms]
    if v == 3:
        return [f[:1].upper() + f[1:] if len(f) > 3 or i == 0 else f for i, f in enumerate(forms)]
    return forms


def read_words(path):
    """Sentences of plain text, a line each, words parted by spaces; sentences of 3 to 80 words."""
    out = []
    for line in open(path, encoding="utf8"):
        w = line.split()
        if 3 <= len(w) <= 80:
            s = Sent()
            s.forms, s.source = w, "text"
            out.append(s)
    return out
