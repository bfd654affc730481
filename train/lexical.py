"""What dictionaries know of a word, as features: the classes of its most frequent senses in WordNet, and whether it occurs in names of
the project's lexicon. They tell something of words that the treebanks never show.
"""
import os
import re
from collections import Counter, defaultdict

VOWELS = "aeiou"


def plural(w):
    if re.search(r"(s|x|z|ch|sh)$", w):
        return w + "es"
    if w.endswith("y") and w[-2:-1] not in VOWELS:
        return w[:-1] + "ies"
    return w + "s"


def stem(w):
    """the form that -ed, -ing, -er are added to"""
    if w.endswith("e"):
        return w[:-1]
    if len(w) <= 5 and re.search(r"[^aeiou][aeiou][bdgklmnprtv]$", w):
        return w + w[-1]
    return w


def inflected(pos, w):
    out = [w]
    if pos == "noun":
        out.append(plural(w))
    elif pos == "verb":
        s = stem(w)
        out += [plural(w), w + "d" if w.endswith("e") else w[:-1] + "ied" if w.endswith("y") and w[-2:-1] not in VOWELS else s + "ed", (s if not w.endswith("ee") else w) + "ing"]
    elif pos == "adj" and len(w) <= 6:
        s = w[:-1] + "i" if w.endswith("y") else stem(w)
        out += [s + "er", s + "est"]
    return out


def wordnet(folder):
    """lower-cased word -> set of classes: n18 is a noun whose first sense stands in WordNet's file 18 (persons), v32 such a verb; a, r"""
    out = defaultdict(set)
    for pos in ("noun", "verb", "adj", "adv"):
        file = {}
        for line in open(os.path.join(folder, "data." + pos), encoding="utf8"):
            if line[0] != " ":
                o, n = line.split(" ", 2)[:2]
                file[o] = n
        irregular = defaultdict(list)
        for line in open(os.path.join(folder, pos + ".exc"), encoding="utf8"):
            c = line.split()
            for base in c[1:]:
                irregular[base].append(c[0])
        for line in open(os.path.join(folder, "index." + pos), encoding="utf8"):
            if line[0] == " ":
                continue
            c = line.split()
            w = c[0]
            if "_" in w or not re.fullmatch(r"[a-z][a-z.'-]*", w):
                continue
            offset = c[-int(c[2])]
            k = {"noun": "n", "verb": "v"}.get(pos)
            k = k + file[offset] if k else "a" if pos == "adj" else "r"
            for f in inflected(pos, w) + irregular[w]:
                # a word keeps its first class of each part of speech; a base form comes before a form made by rule
                if not any(x[0] == k[0] for x in out[f]) or f == w:
                    out[f] = {x for x in out[f] if x[0] != k[0]} | {k}
    return out


def rows_of(path):
    for line in open(path, encoding="utf8"):
        if not line.startswith("#"):
            yield line.rstrip("\n").split("\t")


def people(folder):
    """given and family names in Latin letters: pairs (kind g or s, lower-cased word); folder: faker's providers/person"""
    for land in sorted(os.listdir(folder)):
        path = os.path.join(folder, land, "__init__.py")
        if os.path.exists(path):
            text = open(path, encoding="utf8").read()
            for kind, block in re.findall(r"^    (first|last)_names?\w* *= *(?:OrderedDict\()?\((.*?)^    (?=\w)", text, re.M | re.S):
                for w in re.findall(r"[\"']([^\"'\s]{2,})[\"']", block):
                    if re.fullmatch(r"[A-Za-z\u00c0-\u024f]+", w):
                        yield {"first": "g", "last": "s"}[kind], w.lower()


def names(folder, people_folder):
    """lower-cased word -> set of the kinds of names it is, or stands in"""
    out = defaultdict(set)
    for kind, w in people(people_folder) if people_folder else ():
        out[w].add(kind)

    def add(phrase, whole, part):
        ws = re.findall(r"[^\s/-]+", phrase)
        if len(ws) == 1:
            out[ws[0].lower()].add(whole)
        elif part:
            for w in ws:
                if w[:1].isupper():
                    out[w.lower()].add(part)
    for c in rows_of(os.path.join(folder, "places.tsv")):
        for x in [c[0]] + c[1].split("|"):
            add(x, "P", "p")
    for c in rows_of(os.path.join(folder, "countries.tsv")):
        for x in [c[1]] + c[2].split("|"):
            add(x, "C", "p")
        for x in c[3].split("|") + c[4].split("|"):
            add(x, "N", None)
    for c in rows_of(os.path.join(folder, "organisations.tsv")):
        for x in [c[0]] + c[1].split("|"):
            add(x, "O", "o")
    for c in rows_of(os.path.join(folder, "offices.tsv")):
        for x in [c[2]] + c[3].split("|"):
            ws = x.split()
            for w in ws[:-1]:
                if w[:1].isupper():
                    out[w.lower()].add("g")
            if len(ws) > 1:
                out[ws[-1].lower()].add("s")
    out.pop("", None)
    # rare mixtures: what a word is comes before what it occurs in
    mix = {w: "".join(sorted(k)) for w, k in out.items()}
    count = Counter(mix.values())
    for w, k in mix.items():
        if count[k] < 25:
            mix[w] = next(x for x in "CNPgsOop" if x in k)
    return mix


def classes(wordnet_folder, lexicon_folder, people_folder=None):
    """word -> up to four class names"""
    out = defaultdict(list)
    if wordnet_folder:
        for w, k in wordnet(wordnet_folder).items():
            out[w] += sorted(x for x in k if x[0] in "nv")
            if k & {"a", "r"}:
                out[w].append("".join(sorted(k & {"a", "r"})))
    if lexicon_folder:
        for w, k in names(lexicon_folder, people_folder).items():
            out[w].append("N" + k)
    return dict(out)
