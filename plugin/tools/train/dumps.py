"""Pages as the text dumps that people make of them: what a browser copies, what a script joins, what a pager wraps."""
import copy
import random
import re
import textwrap
from html.parser import HTMLParser

BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section select summary table tbody td th tr ul".split())
UNSEEN = frozenset("script style noscript template svg iframe head".split())
STYLES = ("lines", "gaps", "texts", "wrapped")
# Dumps that are made of one page.
EACH = 2


def decode(raw):
    """The page's text: as it says itself, else UTF-8, else Chinese."""
    found = re.search(rb"""charset\s*=\s*["']?\s*([\w-]+)""", raw[:4096], re.I)
    said = found[1].decode().lower() if found else "utf-8"
    for charset in ("gb18030" if said in ("gb2312", "gbk") else said, "utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("utf-8", "replace")


class Reader(HTMLParser):
    """The texts of a page, each with whether a block began before it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.texts, self.title, self.unseen, self.in_title, self.begins = [], "", [], False, True

    def handle_starttag(self, tag, attrs):
        if tag in UNSEEN and tag != "head":
            self.unseen.append(tag)
        self.in_title = tag == "title" and not self.unseen and not self.title
        self.begins = self.begins or tag in BLOCKS

    def handle_endtag(self, tag):
        if tag in self.unseen:
            del self.unseen[self.unseen.index(tag):]
        self.in_title = False
        self.begins = self.begins or tag in BLOCKS

    def handle_data(self, data):
        if self.in_title:
            self.title += data
        elif not self.unseen and data.strip():
            self.texts.append((self.begins, data))
            self.begins = False
        elif not self.unseen and data and self.texts:
            self.texts.append((False, " "))


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def columns(text):
    return sum(2 if c >= "\u2e80" else 1 for c in text)


def wrap(text, width):
    """Wrapped as pagers do: at spaces, and anywhere between wide characters."""
    if columns(text) == len(text):
        return textwrap.fill(text, width)
    out, used = [], 0
    for c in text:
        wide = columns(c)
        if used + wide > width and not (c in "，。、；：！？”’）》」" and used <= width):
            out.append("\n")
            used = 0
        out.append(c)
        used += wide
    return "".join(out)


def dump(raw, style, seed):
    """The page's text in that style; half of the dumps begin with the page's <title>."""
    reader, chance = Reader(), random.Random(seed)
    reader.feed(decode(raw))
    reader.close()
    if style == "texts":
        lines = [squeezed(text) for _, text in reader.texts]
    else:
        lines = []
        for begins, text in reader.texts:
            if begins or not lines:
                lines.append("")
            lines[-1] += text
        lines = [squeezed(line) for line in lines]
    lines = [line for line in lines if line]
    if chance.random() < 0.5:
        lines.insert(0, squeezed(reader.title))
    if style == "wrapped":
        width = chance.randint(64, 100)
        lines = [wrap(line, width) for line in lines]
    return ("\n\n" if style in ("gaps", "wrapped") else "\n").join(lines).encode() + b"\n"


def dumps_of(page):
    """Text dumps of a page, each a page of its own."""
    raw, out = page.read(), []
    for style in random.Random("dump " + page.key).sample(STYLES, EACH):
        text, own = dump(raw, style, page.key + style), copy.copy(page)
        own.id, own.suffix, own.url = f"{page.id}-{style}", ".txt", ""
        own.read = lambda text=text: text
        out.append(own)
    return out
