#!/usr/bin/env python3
"""Cuts articles into sentences of words, one a line, for `train.py --text`.

    python3 words.py RAPPORTEUR ARTICLES.jsonl... > news.words

RAPPORTEUR is the program itself, whose splitter does the work; an article is a line {"id","date","text"}. Words are parted by
spaces, articles by an empty line.
"""
import gzip
import json
import subprocess
import sys


def main():
    for path in sys.argv[2:]:
        raw = (gzip.open if path.endswith(".gz") else open)(path, "rb").read()
        arts = {}
        for k, line in enumerate(raw.decode("utf8").splitlines()):
            a = json.loads(line)
            arts[str(k)] = {"id": str(k), "date": (a.get("date") or a.get("dct") or "2015-01-01")[:10], "text": a["text"]}
        inp = "".join(json.dumps(a) + "\n" for a in arts.values())
        out = subprocess.run([sys.argv[1], "mark", "--from", "jsonl", "--layers", "sentences,tokens", "-"], input=inp, capture_output=True, text=True, check=True).stdout
        for line in out.splitlines():
            d = json.loads(line)
            text, toks, i = arts[d["id"]]["text"], d["layers"]["tokens"], 0
            for s in d["layers"]["sentences"]:
                words = []
                while i < len(toks) and toks[i]["end"] <= s["end"]:
                    w = text[toks[i]["start"]:toks[i]["end"]]
                    if toks[i]["start"] >= s["start"] and w and not any(c.isspace() for c in w):
                        words.append(w)
                    i += 1
                if words:
                    print(" ".join(words))
            print()


if __name__ == "__main__":
    main()
