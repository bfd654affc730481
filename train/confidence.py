#!/usr/bin/env python3
"""Fits model/confidence.tsv: how far each sign of a record's making speaks for its being right.

    rapporteur mark --layers events --from jsonl articles.jsonl > marks.jsonl
    python3 train/confidence.py marks.jsonl train/verdicts.tsv --level train/verdicts-level.tsv --aside train/verdicts-aside.tsv -o model/confidence.tsv

articles.jsonl are the articles whose records were judged; verdicts.tsv has a line for each, with its id (so only
records that are still made count) and y or n for event, type, actor and recipient. A logistic regression with a
quadratic penalty, fitted by Newton's method from zero: the same input gives the same table. Of the records judged
long ago those that were wrong have been mended more often than those that were right, so what is left of them tells
which signs are better than others, but not how many are right: the constant is set by those of --level, all of one
recent draw. Prints how well the
confidence tells right records from others, by tenfold cross-validation and on the records kept aside.
"""
import argparse, csv, json
import numpy as np

SCALE = 1000      # points of a unit of log-odds, confidence.Scale
SEEN = 5          # signs of fewer records are left out
PENALTY = 20.0


def judged(path):
    with open(path, encoding="utf8") as f:
        rows = csv.DictReader((l for l in f if not l.startswith("#")), delimiter="\t")
        return {r["record"]: all(r[k] == "y" for k in ("event", "type", "actor", "recipient")) for r in rows}


def load(marks, verdicts):
    """The judged records that are still made: their signs, and whether they are right."""
    return [(signs, verdicts[i]) for i, signs in marks.items() if i in verdicts]


def matrix(records, signs):
    at = {s: k for k, s in enumerate(signs)}
    x = np.zeros((len(records), len(signs) + 1))
    x[:, -1] = 1
    for i, (found, _) in enumerate(records):
        for s in found:
            if s in at:
                x[i, at[s]] = 1
    return x, np.array([float(y) for _, y in records])


def fit(x, y):
    penalty = np.full(x.shape[1], PENALTY)
    penalty[-1] = 1e-6
    w = np.zeros(x.shape[1])
    for _ in range(12):
        p = 1 / (1 + np.exp(-(x @ w)))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty), x.T @ (p - y) + penalty * w)
    return w


def level(x, y, w):
    """The weights with the constant at which as many of the records are told right as are."""
    w = w.copy()
    for _ in range(12):
        p = 1 / (1 + np.exp(-(x @ w)))
        w[-1] += (y - p).sum() / (p * (1 - p)).sum()
    return w


def told(x, w):
    return 1 / (1 + np.exp(-(x @ np.round(w * SCALE) / SCALE)))


def report(name, p, y):
    order = np.argsort(p, kind="stable")
    rank = np.empty(len(p))
    rank[order] = np.arange(len(p))
    n = y.sum()
    area = (rank[y == 1].sum() - n * (n - 1) / 2) / (n * (len(y) - n))
    print("%s: %d records, right %.3f, told %.3f; area under the curve %.3f; right of the surest half %.3f, of the others %.3f" %
          (name, len(y), y.mean(), p.mean(), area, y[order[len(y) // 2:]].mean(), y[order[:len(y) // 2]].mean()))
    for low, high in ((0, .4), (.4, .5), (.5, .6), (.6, .7), (.7, .8), (.8, 1)):
        k = (p >= low) & (p < high)
        if k.any():
            print("   told %.1f to %.1f: %4d records, told %.2f on the average, right %.2f" % (low, high, k.sum(), p[k].mean(), y[k].mean()))
    left(p, y)


def left(p, y):
    for low in (.4, .5, .6, .7, .8):
        k = p >= low
        print("   from %.1f on: %.2f of the records are left, %.2f of them right; %.2f of the right ones" % (low, k.mean(), y[k].mean(), y[k].sum() / y.sum()))


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("marks")
    a.add_argument("verdicts")
    a.add_argument("--level")
    a.add_argument("--aside")
    a.add_argument("-o", "--output")
    a = a.parse_args()
    marks = {}
    with open(a.marks, encoding="utf8") as f:
        for line in f:
            for e in json.loads(line)["layers"]["events"]:
                marks[e["id"]] = e["signs"]
    records = sorted(load(marks, judged(a.verdicts)))
    seen, right = {}, {}
    for signs, y in records:
        for s in signs:
            seen[s] = seen.get(s, 0) + 1
            right[s] = right.get(s, 0) + y
    signs = sorted(s for s in seen if seen[s] >= SEEN)
    x, y = matrix(records, signs)
    fold = np.random.RandomState(1).randint(0, 10, len(y))
    p = np.zeros(len(y))
    for k in range(10):
        p[fold == k] = told(x[fold == k], fit(x[fold != k], y[fold != k]))
    report("by cross-validation", p, y)
    w = fit(x, y)
    if a.level:
        w = level(*matrix(load(marks, judged(a.level)), signs), w)
    if a.aside:
        ax, ay = matrix(load(marks, judged(a.aside)), signs)
        report("kept aside", told(ax, w), ay)
    if a.output:
        with open(a.output, "w", encoding="utf8") as f:
            f.write("# What each sign of a record's making says for its type, actor and recipient being right: thousandths of log-odds,\n"
                    "# fitted by train/confidence.py on %d judged records, of which \"seen\" have the sign and \"right\" are right.\n" % len(y))
            f.write("sign\tpoints\tseen\tright\n(every record)\t%d\t%d\t%d\n" % (round(w[-1] * SCALE), len(y), y.sum()))
            for k, s in enumerate(signs):
                if round(w[k] * SCALE):
                    f.write("%s\t%d\t%d\t%d\n" % (s, round(w[k] * SCALE), seen[s], right[s]))


main()
