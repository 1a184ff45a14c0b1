#!/usr/bin/env python3
"""Fit the extractor's weights to a corpus of pages with truth, and say how good they are on sites they have not seen.

  train.py --bin build/release/tearsheet --corpus FOLDER --model plugin/rules/model --report tests/bench/RESULTS.md

Rows of features come from `BIN convert --to features`, never from here, so that training and use cannot drift. Three
passes over the pages: names and words give the hashed tables; rows with those tables give the trees over blocks;
rows with those trees give the trees over pages. Each pass asks, for a page, weights that were fitted without the
page's site (five folds); so do the scores of the report. The weights that are written are fitted to all pages.
Needs python3-sklearn."""
import argparse
import os
import sys
import tempfile
import time
import warnings

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression, SGDClassifier

import dumps
import pages as corpus
import report
import rows as reader
from weights import Forest, Model, table

warnings.filterwarnings("ignore")
SEED = 20261122
# How much the copies with renamed classes weigh beside their originals, and pages of other sets beside the many English ones of WCXB.
RENAMED_WEIGHT, OTHERS_WEIGHT = 0.5, 2.0
# And pages that are no articles, beside those that are: with more, lists and posts come into articles.
OTHER_KINDS_WEIGHT = 0.2
# The same where kinds are learnt: pages of other sets, copies with renamed classes, copies whose article is gone, or cut to a notice.
OTHERS_KIND_WEIGHT, RENAMED_KIND_WEIGHT, EMPTIED_KIND_WEIGHT, SHORTENED_KIND_WEIGHT = 1.0, 0.2, 0.3, 0.3
# Names of a page say little each: their entries are finer.
PAGE_SCALE = 5.0


def say(*words):
    print(time.strftime("%H:%M:%S"), *words, file=sys.stderr, flush=True)


# --- one fit each ---

def counts(ids, size):
    """Rows of entry numbers as a sparse matrix of how often each stands there."""
    lengths = [len(i) for i in ids]
    indptr = np.concatenate([[0], np.cumsum(lengths)])
    indices = np.concatenate(ids) if ids else np.zeros(0, dtype=np.int32)
    matrix = csr_matrix((np.ones(len(indices), dtype=np.float32), indices.astype(np.int32), indptr), (len(ids), size))
    matrix.sum_duplicates()
    return matrix


def fit_table(matrix, y, weight, alpha):
    fitted = SGDClassifier(loss="log_loss", alpha=alpha, max_iter=8, tol=None, average=True, random_state=SEED)
    fitted.fit(matrix, y, sample_weight=weight / weight.mean())
    return table(fitted.coef_[0])


def fit_trees(x, y, weight, **options):
    fitted = HistGradientBoostingClassifier(early_stopping=False, random_state=SEED, **options)
    fitted.fit(x.astype(np.float64), y, sample_weight=weight / weight.mean())
    return fitted


BLOCK_TREES = dict(max_iter=90, learning_rate=0.12, max_leaf_nodes=14, max_depth=4, min_samples_leaf=60, l2_regularization=2.0)
LINE_TREES = dict(max_iter=100, learning_rate=0.12, max_leaf_nodes=14, max_depth=4, min_samples_leaf=60, l2_regularization=2.0)
PAGE_TREES = dict(max_iter=150, learning_rate=0.06, max_leaf_nodes=8, max_depth=3, min_samples_leaf=15, l2_regularization=2.0)


def to_rename(page):
    """All but the pages of WCXB, and two fifths of those."""
    return page.set != "wcxb-dev" or corpus.fold_of("renamed " + page.key) < 2


def copies_of(originals):
    renamed = [p for p in originals if to_rename(p)]
    copies = [corpus.renamed(p, SEED) for p in renamed]
    copies += [corpus.emptied(p) for p in originals if p.has_body and p.set != "wcxb-dev"]
    copies += [corpus.shortened(p) for p in renamed if p.has_body and p.kind == "article"]
    return [c for c in copies if c]


def page_weight(page):
    weight = (OTHERS_WEIGHT if page.set != "wcxb-dev" else 1.0) * (RENAMED_WEIGHT if page.renamed else 1.0)
    return weight * (1.0 if page.kind == "article" else OTHER_KINDS_WEIGHT)


def kind_weight(page):
    cut = SHORTENED_KIND_WEIGHT if page.kind == "article" else EMPTIED_KIND_WEIGHT
    weight = (cut if page.cut else 1.0) * (RENAMED_KIND_WEIGHT if page.renamed else 1.0)
    return weight * (OTHERS_KIND_WEIGHT if page.set != "wcxb-dev" else 1.0)


# --- all of one kind ---

class Trainer:
    def __init__(self, binary, folder, *features):
        self.binary, self.folder = binary, folder
        self.features = features

    def path(self, fold):
        return os.path.join(self.folder, f"model-{fold}")

    def write(self, models):
        for fold, model in models.items():
            model.write(self.path(fold), *self.features)

    def read_by_fold(self, pages, known):
        """Each page's rows with the weights of its own fold, which were fitted without it."""
        out = {}
        for fold in range(corpus.FOLDS):
            own = [p for p in pages if p.fold == fold]
            out.update(reader.read(self.binary, own, self.folder, self.path(fold), known))
        return out

    def read_lines_by_fold(self, dumps, known=None):
        out = {}
        for fold in range(corpus.FOLDS):
            own = [dump for dump in dumps if dump.fold == fold]
            out.update(reader.read_lines(self.binary, own, self.folder, self.path(fold), known))
        return out

    def fit_tables(self, pages, rows, models):
        body = [p for p in pages if p.has_body and p.id in rows and len(rows[p.id].y)]
        classes = {p.id: counts(rows[p.id].class_ids, reader.SIZES["class"]) for p in body}
        texts = {p.id: counts(rows[p.id].text_ids, reader.SIZES["text"]) for p in body}
        kinds = [p for p in pages if p.id in rows]
        for fold, model in models.items():
            own = [p for p in body if p.fold != fold]
            y = np.concatenate([rows[p.id].y for p in own]) >= 0.5
            weight = np.concatenate([rows[p.id].weight * page_weight(p) for p in own])
            model.tables["class"] = fit_table(vstack([classes[p.id] for p in own]), y, weight, 3e-6)
            model.tables["text"] = fit_table(vstack([texts[p.id] for p in own]), y, weight, 1e-5)
            own = [p for p in kinds if p.fold != fold]
            entries = counts([rows[p.id].page_ids for p in own], reader.SIZES["page"])
            y = np.array([p.kind == "article" for p in own])
            fitted = LogisticRegression(C=0.03, max_iter=400).fit(entries, y)
            model.tables["page"] = table(fitted.coef_[0] * PAGE_SCALE)

    def fit_blocks(self, pages, rows, models):
        body = [p for p in pages if p.has_body and p.id in rows and len(rows[p.id].y)]
        fitted = None
        for fold, model in models.items():
            own = [p for p in body if p.fold != fold]
            fitted = fit_trees(np.concatenate([rows[p.id].x for p in own]),
                               np.concatenate([rows[p.id].y for p in own]) >= 0.5,
                               np.concatenate([rows[p.id].weight * page_weight(p) for p in own]), **BLOCK_TREES)
            model.block = Forest(fitted)
        return fitted

    def fit_pages(self, pages, rows, models):
        kinds = [p for p in pages if p.id in rows]
        for fold, model in models.items():
            own = [p for p in kinds if p.fold != fold]
            model.page = Forest(fit_trees(np.array([rows[p.id].page_row for p in own]),
                                          np.array([p.kind == "article" for p in own]),
                                          np.array([kind_weight(p) for p in own]), **PAGE_TREES))


    def fit_lines(self, pages, models):
        """Lines of text dumps, by the tables of blocks: what words they hold."""
        made = [dump for p in pages if p.has_body and p.kind == "article" for dump in dumps.dumps_of(p)]
        reader.unpack(made, self.folder)
        rows = self.read_lines_by_fold(made)
        made = [dump for dump in made if dump.id in rows]
        for fold, model in models.items():
            own = [dump for dump in made if dump.fold != fold]
            model.line = Forest(fit_trees(np.concatenate([rows[d.id].x for d in own]),
                                          np.concatenate([rows[d.id].y for d in own]) >= 0.5,
                                          np.concatenate([rows[d.id].weight * page_weight(d) for d in own]), **LINE_TREES))
        self.write(models)
        return self.read_lines_by_fold(made, rows)


def write_golden(trainer, trees, page, path):
    """What the fitted trees themselves, not our copy of them, say of the blocks of one page."""
    with tempfile.TemporaryDirectory() as folder:
        copy = corpus.Page.__new__(corpus.Page)
        copy.id, copy.suffix, copy.url = "golden", ".html", ""
        with open(page, "rb") as source, open(os.path.join(folder, "golden.html"), "wb") as target:
            target.write(source.read())
        _, _, blocks = next(reader.stream(trainer.binary, [copy], folder, trainer.path("all")))
    p = trees.predict_proba(np.array([b["row"] for b in blocks], dtype=np.float32).astype(np.float64))[:, 1]
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"# Written by `make train`: the probabilities of the blocks of {os.path.basename(page)}.\n")
        file.writelines(f"{value:.6f}\n" for value in p)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True, help="the program whose features are used")
    ap.add_argument("--corpus", required=True, help="folder of sets with pages.json, and score.py")
    ap.add_argument("--model", help="where the weights are written")
    ap.add_argument("--report", help="where the scores are written")
    ap.add_argument("--golden", nargs=2, metavar=("PAGE", "FILE"), help="writes the probabilities of PAGE's blocks for the unit test")
    ap.add_argument("--keep", help="a folder for the weights of each fold and the answers; else they are thrown away")
    ap.add_argument("--leave-out", nargs="*", default=(), metavar="SET", help="sets that are not trained on, but measured")
    a = ap.parse_args()
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "core", "extract")
    features = reader.names(os.path.join(source, "features.h"), "TS_FEATURES")
    page_features = reader.names(os.path.join(source, "page_features.h"), "TS_PAGE_FEATURES")
    line_features = reader.names(os.path.join(source, "line_features.h"), "TS_LINE_FEATURES")
    with tempfile.TemporaryDirectory() as scratch:
        folder = a.keep or scratch
        os.makedirs(folder, exist_ok=True)
        sets = [name for name in corpus.TRAINED if name not in a.leave_out]
        originals = [p for p in corpus.load(a.corpus, sets) if p.key != "seed"]
        copies = copies_of(originals)
        trainer = Trainer(a.bin, folder, features, page_features, line_features)
        models = {fold: Model(reader.SIZES) for fold in [*range(corpus.FOLDS), "all"]}
        trainer.write(models)
        reader.unpack(originals + copies, folder)
        say(len(originals), "pages,", len(copies), "copies; names and words")
        known = reader.read(a.bin, originals + copies, folder, trainer.path("all"))
        corpus.join_sites(originals, {k: r.names for k, r in known.items()})
        folds = {p.id: p.fold for p in originals}
        for copy in copies:
            copy.fold = folds[copy.id.rsplit("-", 1)[0]]
        say("tables")
        trainer.fit_tables(originals, known, models)
        trainer.write(models)
        say("lines of dumps")
        lines = trainer.fit_lines(originals, models)
        say("rows of blocks")
        rows = trainer.read_by_fold(originals + copies, known)
        say("trees over blocks")
        trees = trainer.fit_blocks(originals + copies, rows, models)
        trainer.write(models)
        say("rows of pages")
        rows = trainer.read_by_fold(originals + copies, known)
        trainer.fit_pages(originals + copies, rows, models)
        trainer.write(models)
        if a.model:
            models["all"].write(a.model, features, page_features, line_features)
        if a.golden:
            write_golden(trainer, trees, *a.golden)
        say("scores")
        text = report.make(a.bin, a.corpus, trainer, originals, rows, lines)
        print(text)
        if a.report:
            with open(a.report, "w", encoding="utf-8") as file:
                file.write(text)


if __name__ == "__main__":
    main()
