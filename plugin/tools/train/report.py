"""What the weights are worth on sites they have not seen: the whole conversion, scored by the corpus's own score.py."""
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict

import numpy as np

import dumps
import pages as corpus
import rows as reader

HEAD = """\
# Scores of the extractor

Made by `make train CORPUS=…`, which also made `plugin/rules/model`. "held out": each page is converted with weights that were
fitted without the pages of its site (five folds by host). "apart": no page of the set was trained on.
Word and shingle F1, exact: of the body; the rest are shares of pages with the truth given. See score.py in the corpus.

"""
COLUMNS = ("set", "pages", "how", "word F1", "shingle F1", "exact", "segments F1", "title", "author", "date", "kind P", "kind R")


def answer(record):
    people = "、".join(p["name"] for p in record.get("authors") or [])
    return {"title": record.get("title"), "alt_title": record.get("alt_title"), "date": record.get("date"),
            "author": people, "text": record.get("text", ""), "kind": record.get("kind", "article")}


def convert(trainer, pages, fold):
    """The records of pages, with the weights of a fold."""
    reader.unpack([p for p in pages if not os.path.exists(os.path.join(trainer.folder, p.id + ".html"))], trainer.folder)
    return {p.id: answer(record) for p, record, _ in reader.stream(trainer.binary, pages, trainer.folder, trainer.path(fold), "json")
            if "error" not in record}


def score(folder, scorer, name, answers):
    path = os.path.join(folder, f"answers-{name}.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"meta": {}, "predictions": answers}, file, ensure_ascii=False)
    run = subprocess.run([sys.executable, os.path.join(scorer, "score.py"), "--sets", scorer, "--dataset", name, "--pred", path,
                          "--json", "--only-answered"], stdout=subprocess.PIPE, check=True)
    return next(iter(json.loads(run.stdout).values()))


def row(name, answers, how, result):
    """Sets without kinds are articles throughout."""
    found = sum(a["kind"] == "article" for a in answers.values()) / len(answers)

    def at(part, key):
        return f"{result[part][key]:.3f}" if part in result and key in result[part] else ""
    return (name, str(len(answers)), how, at("shingle", "wordF1"), at("shingle", "F1"), at("shingle", "acc"), at("segments", "F1"),
            at("meta", "title"), at("meta", "author"), at("meta", "date"), at("kind", "P"), at("kind", "R") or f"{found:.3f}")


def word_f1(kept, text):
    """Of words that were kept, against the true text."""
    kept, truth = Counter(kept), Counter(corpus.tokens(text))
    shared = sum((kept & truth).values())
    return 2 * shared / (sum(kept.values()) + sum(truth.values())) if shared else 0.0


def lines_f1(rows):
    return word_f1([word for words, keep in zip(rows.tokens, rows.kept) if keep for word in words], rows.page.text)


KINDS = """
What is kept of pages of all kinds, held out: word F1. Their text is what a reader came for: the posts of a thread, what is said of
a product, the entries of a listing.

"""


def kind_table(pages, answers):
    """Mean word F1 by kind, for sets that tell kinds."""
    scores = defaultdict(list)
    for page in pages:
        if page.text and page.id in answers:
            scores[page.kind].append(word_f1(corpus.tokens(answers[page.id]["text"]), page.text))
    table = [("kind", "pages", "word F1"), ("---",) * 3]
    table += [(kind, str(len(found)), f"{np.mean(found):.3f}") for kind, found in sorted(scores.items())]
    return "".join("| " + " | ".join(line) + " |\n" for line in table)


DUMPS = """
Text dumps made of the same pages, held out: word F1 of the lines kept. "lines": a line for each block of text; "gaps": and a blank
line between them; "texts": a line for each text, links apart; "wrapped": at 64 to 100 columns.

"""


def dump_table(lines):
    """Mean word F1 of text dumps by set and style."""
    sets = [name for name in corpus.TRAINED if any(r.page.set == name for r in lines.values())]
    table = [("set", *dumps.STYLES), tuple("---" for _ in range(len(dumps.STYLES) + 1))]
    for name in sets:
        scores = {style: [lines_f1(r) for r in lines.values() if r.page.set == name and r.page.id.endswith("-" + style)]
                  for style in dumps.STYLES}
        table.append((name, *(f"{np.mean(s):.3f}" if s else "" for s in scores.values())))
    return DUMPS + "".join("| " + " | ".join(line) + " |\n" for line in table)


def make(binary, folder, trainer, trained, rows, dump_rows):
    lines, kinds = [COLUMNS, tuple("---" for _ in COLUMNS)], ""
    folds = {p.id: p.fold for p in trained}
    for name in (*corpus.TRAINED, *corpus.MEASURED):
        pages = corpus.load(folder, [name])
        answers = {}
        known = {p.id for p in pages} & set(folds)
        for fold in sorted({folds[i] for i in known}):
            answers.update(convert(trainer, [p for p in pages if folds.get(p.id) == fold], fold))
        answers.update(convert(trainer, [p for p in pages if p.id not in folds], "all"))
        if "kind" in pages[0].truth:
            kinds += f"{KINDS}{kind_table(pages, answers)}"
        answers = {k[len(name) + 1:]: v for k, v in answers.items()}
        how = "held out" if len(known) > len(pages) - 2 else "part held out" if known else "apart"
        lines.append(row(name, answers, how, score(trainer.folder, folder, name, answers)))
    text = HEAD + "".join("| " + " | ".join(line) + " |\n" for line in lines)
    loss = block_loss(rows)
    return text + f"\nBlocks held out: weighted log loss {loss[0]:.4f}, weighted share labelled right {loss[1]:.4f}.\n" + \
        kinds + dump_table(dump_rows)


def block_loss(rows):
    body = [r for r in rows.values() if r.page.has_body and len(r.y) and not r.page.renamed and r.page.kind == "article"]
    y = np.concatenate([r.y for r in body]) >= 0.5
    p = np.clip(np.concatenate([r.p for r in body]), 1e-6, 1 - 1e-6)
    w = np.concatenate([r.weight for r in body])
    return -(w * np.where(y, np.log(p), np.log(1 - p))).sum() / w.sum(), (w * ((p >= 0.5) == y)).sum() / w.sum()
