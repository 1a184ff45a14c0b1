"""Rows of features, from `convert --to features`: all numbers are the C code's own."""
import json
import os
import re
import subprocess
import tempfile

import numpy as np

from pages import labels, tokens

SIZES = {"class": 8192, "text": 4096, "page": 8192}


def names(header, macro):
    """The features' names in their order, from the C header."""
    text = open(header, encoding="utf-8").read()
    body = text[text.index(f"#define {macro}(X)"):]
    return re.findall(r"^\s*X\((\w+), \w+\)", body[:body.index("typedef enum")], re.M)


class Rows:
    """One page's rows. Block labels are made once, by the texts of its blocks."""

    def __init__(self, page):
        self.page = page


def unpack(pages, folder):
    for page in pages:
        with open(os.path.join(folder, page.id + page.suffix), "wb") as file:
            file.write(page.read())


def without_tokens(line):
    """A block's line cut before its tokens, which are most of it."""
    end = line.find(b',"class":')
    return line[:end if end >= 0 else line.index(b',"words":')] + b"}"


def stream(binary, pages, folder, model=None, form="features", tokens_too=True):
    """Runs the converter over unpacked pages; yields each page with its lines."""
    listing = "".join(f"{folder}/{p.id}{p.suffix}\t{p.url}\n" for p in pages)
    command = [binary, "convert", "--to", form, "-j", "1", "--files-from", "-"]
    command += ["--model", model] if model else []
    with tempfile.TemporaryFile() as stdin:
        stdin.write(listing.encode())
        stdin.seek(0)
        run = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE)
        for page in pages:
            head = json.loads(run.stdout.readline())
            lines = [run.stdout.readline() for _ in range(head.get("blocks", 0))]
            yield page, head, [json.loads(line if tokens_too else without_tokens(line)) for line in lines]
        run.stdout.close()
        if run.wait() not in (0, 3):
            raise SystemExit(f"{binary} failed")


def weights(sizes):
    """A block counts by its share of the page, but no more than a quarter, and never nothing."""
    return np.minimum(0.25, sizes / max(1.0, sizes.sum())) + 0.003


def read(binary, pages, folder, model=None, known=None):
    """Rows of all pages by id. `known`: rows of an earlier pass, whose labels and tokens are taken over."""
    out = {}
    for page, head, blocks in stream(binary, pages, folder, model, tokens_too=not known):
        if "error" in head:
            continue
        rows = Rows(page)
        rows.page_row = np.array(head["page"], dtype=np.float32)
        rows.x = np.array([b["row"] for b in blocks], dtype=np.float32)
        rows.size = np.array([b["size"] for b in blocks], dtype=np.float64)
        rows.p = np.array([b["p"] for b in blocks])
        if known:
            old = known[page.id]
            rows.y, rows.weight = old.y, old.weight
            rows.names, rows.page_ids, rows.class_ids, rows.text_ids = old.names, old.page_ids, old.class_ids, old.text_ids
        else:
            texts = [tokens(b["text"]) for b in blocks]
            rows.y = np.array(labels(texts, tokens(page.text)) if page.has_body else [0.0] * len(blocks))
            rows.weight = weights(rows.size)
            rows.names = np.array(head["names"], dtype=np.int32)
            rows.page_ids = np.union1d(rows.names, np.array(head["spoken"], dtype=np.int32))
            rows.class_ids = [np.array(b["class"], dtype=np.int16) for b in blocks]
            rows.text_ids = [np.array(b["words"], dtype=np.int16) for b in blocks]
        out[page.id] = rows
    return out


def read_lines(binary, dumps, folder, model, known=None):
    """Rows of text dumps by id. `known`: rows of an earlier pass, whose labels are taken over."""
    out = {}
    for dump, head, lines in stream(binary, dumps, folder, model, tokens_too=not known):
        if not head.get("blocks"):
            continue
        rows = Rows(dump)
        rows.tokens = [tokens(line["text"]) for line in lines]
        rows.x = np.array([line["row"] for line in lines], dtype=np.float32)
        rows.size = np.array([line["size"] for line in lines], dtype=np.float64)
        rows.kept = np.array([line["keep"] for line in lines])
        rows.y = known[dump.id].y if known else np.array(labels(rows.tokens, tokens(dump.text)))
        rows.weight = weights(rows.size)
        out[dump.id] = rows
    return out
