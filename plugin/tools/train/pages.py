"""The corpus as the trainer sees it: pages with truth, their folds, their augmented copies, their block labels."""
import bisect
import gzip
import hashlib
import json
import os
import random
import re
import unicodedata
from collections import Counter, defaultdict

FOLDS = 5
# The share of a body that must be found on its page for a copy without it; words that are left for a notice.
FOUND_LEAST, NOTICE_WORDS = 0.8, (40, 160)
# Sets that are trained on.
TRAINED = ("wcxb-dev", "zh-dev", "zh-cwced-dev", "zh-163t", "magic-dev", "fundus-dev")
# Sets that are only measured.
MEASURED = ("readability", "postlight")

CJK = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
TOKEN = re.compile(f"[{CJK}]|[^\\W{CJK}]+")


def tokens(text):
    return [t.lower() for t in TOKEN.findall(unicodedata.normalize("NFKC", text or ""))]


# Labels that stand between a site's name and the end of its host.
SECOND = {"com", "co", "org", "net", "gov", "edu", "ac", "gob", "or", "ne"}


def site(name, key, url):
    """What pages of one site share: the name in their host; of sets without addresses the name in the page's key."""
    found = re.match(r"https?://([^/:?#]+)", url or "")
    parts = found[1].lower().split(".") if found else []
    if name == "zh-163t":
        return "163"
    if parts and parts[-2:] != ["example", "com"]:
        return parts[-3] if len(parts) > 2 and parts[-2] in SECOND else parts[-2] if len(parts) > 1 else parts[0]
    words = [w for w in key.split("-") if w != "vis"]
    return words[1] if name == "zh-dev" and len(words) > 1 else key


def fold_of(site_name):
    return int(hashlib.sha256(site_name.encode()).hexdigest(), 16) % FOLDS


class Page:
    def __init__(self, folder, name, key, entry):
        self.set, self.key, self.truth = name, key, entry["gt"]
        self.file = os.path.join(folder, entry["file"])
        self.url = entry.get("url", "")
        self.site = site(name, key, self.url)
        self.fold = fold_of(self.site)
        self.kind = self.truth.get("kind", "article")
        self.text = self.truth.get("text") or ""
        self.renamed = self.cut = False
        self.id, self.suffix = f"{name}-{key}", ".html"
        # Pages of other kinds have a text of their own, too: posts of a thread, what is said of a product.
        self.has_body = bool(self.text)

    def read(self):
        return gzip.open(self.file).read()


def join_sites(pages, names_of):
    """Pages without an address that share most of their class names are of one site: they go into one fold."""
    unnamed = [p for p in pages if p.site == p.key and len(names_of[p.id]) >= 12]
    for n, page in enumerate(unnamed):
        own = set(names_of[page.id])
        for other in unnamed[:n]:
            theirs = set(names_of[other.id])
            if len(own & theirs) > 0.6 * len(own | theirs):
                page.site, page.fold = other.site, other.fold
                break


def load(corpus, names):
    pages = []
    for name in names:
        folder = os.path.join(corpus, name)
        entries = json.load(open(os.path.join(folder, "pages.json"), encoding="utf-8"))["pages"]
        pages += [Page(folder, name, key, entry) for key, entry in sorted(entries.items())]
    return pages


# --- augmentation ---

ATTRIBUTE = re.compile(rb"""(\s(?:class|id)\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)""", re.I)


def rename(raw, seed):
    """Every name in class and id becomes another, the same everywhere on the page."""
    words = random.Random(seed)
    known = {}

    def one(match):
        name = match[0]
        if name not in known:
            known[name] = bytes(words.choice(b"bcdfghjklmnprstvwz") for _ in range(words.randint(2, 7)))
        return known[name]

    return ATTRIBUTE.sub(lambda m: m[1] + b'"' + re.sub(rb"[^\s\"']+", one, m[2].strip(b"\"'")) + b'"', raw)


MARKUP = re.compile(rb"(<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|<[^>]*>|&#?\w+;)", re.I | re.S)


def cipher(seed):
    """One letter for another, vowels for vowels: words of a language that nobody knows."""
    words, table = random.Random(seed), list(range(256))
    for letters in (b"aeiou", b"bcdfghjklmnpqrstvwxyz"):
        for a, b in zip(letters, words.sample(list(letters), len(letters))):
            table[a], table[a - 32] = b, b - 32
    return bytes(table)


def renamed(page, seed):
    """A copy whose class names, and whose Latin words, mean nothing: what is left is its build."""
    copy = Page.__new__(Page)
    copy.__dict__.update(page.__dict__)
    copy.renamed, copy.id = True, page.id + "-renamed"
    key = cipher(f"{seed}/{page.id}")
    copy.text = page.text.translate({i: chr(c) for i, c in enumerate(key) if i < 128})

    def read():
        parts = MARKUP.split(rename(page.read(), f"{seed}/{page.id}"))
        return b"".join(part if n % 2 else part.translate(key) for n, part in enumerate(parts))

    copy.read = read
    return copy


def without_claims(raw):
    """Without what a page says of its kind where no reader sees it."""
    raw = re.sub(rb"<script[^>]*ld\+json.*?</script\s*>", b"", raw, flags=re.I | re.S)
    return re.sub(rb"<meta[^>]*(og:type|date|time|author)[^>]*>", b"", raw, flags=re.I)


def silent(name, page):
    """Half of the copies say no more what they were."""
    raw = page.read()
    return without_claims(raw) if fold_of(f"{name} {page.key}") % 2 else raw


def without_text(raw, text, stay=0):
    """Without the pieces of text half of whose shingles are the body's, but for the first `stay` words; a shorter piece goes
    as the one before it. And how many words were found."""
    size, last, seen = 3, False, 0
    words = tokens(text)
    known = {tuple(words[i:i + size]) for i in range(len(words) - size + 1)}
    parts = MARKUP.split(raw)
    charset = "utf-8" if readable(raw) else "gb18030"
    for n in range(0, len(parts), 2):
        own = tokens(parts[n].decode(charset, "replace"))
        found = [tuple(own[i:i + size]) in known for i in range(len(own) - size + 1)]
        last = 2 * sum(found) >= len(found) if found else last
        parts[n] = b"" if last and seen >= stay else parts[n]
        seen += len(own) if last else 0
    return b"".join(parts), seen


def readable(raw):
    """Is it UTF-8, but for a byte or two?"""
    return raw.decode("utf-8", "replace").count("\ufffd") < 20


def cut(page, name, raw, stay):
    """A copy with no more than the first `stay` words of the article; None where the article is not found."""
    left, found = without_text(raw, page.text, stay)
    if found < FOUND_LEAST * len(tokens(page.text)):
        return None
    copy = Page.__new__(Page)
    copy.__dict__.update(page.__dict__)
    copy.cut, copy.has_body, copy.text, copy.id = True, False, "", f"{page.id}-{name}"
    copy.read = lambda: left
    return copy


def emptied(page):
    """A page whose article is gone is none: sets of articles alone have no other pages that are none."""
    copy = cut(page, "emptied", silent("emptied", page), 0)
    if copy:
        copy.kind = "other"
    return copy


def shortened(page):
    """A notice of a few lines is an article, too."""
    return cut(page, "shortened", silent("shortened", page), random.Random("shortened " + page.key).randint(*NOTICE_WORDS))


# --- labels ---

def longest_rise(pairs):
    """The longest chain of (block, place) pairs in which both rise: patience sorting."""
    tails, links, ends = [], [], []
    for n, (_, place) in enumerate(pairs):
        at = bisect.bisect_left(tails, place)
        links.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(n)
        else:
            tails[at], ends[at] = place, n
    chain, n = [], ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n])
        n = links[n]
    return chain[::-1]


def find(needle, text, start, end):
    """The first place of the tokens in text[start:end], or -1."""
    last = min(end, len(text)) - len(needle)
    first = needle[0]
    while start <= last:
        try:
            start = text.index(first, start, last + 1)
        except ValueError:
            return -1
        if text[start:start + len(needle)] == needle:
            return start
        start += 1
    return -1


def labels(blocks, text):
    """For each block of tokens the share of it that is in the true body, in the body's order.

    Shingles that the body has once anchor blocks; the longest rising chain of anchors is the body's own course
    through the page, so that a second copy of the text elsewhere is none. Short blocks are looked for between the
    anchors around them."""
    size = 4
    places = defaultdict(list)
    for i in range(len(text) - size + 1):
        places[tuple(text[i:i + size])].append(i)
    cover, anchors = [], []
    for n, block in enumerate(blocks):
        found = [places.get(tuple(block[i:i + size])) for i in range(len(block) - size + 1)]
        hit = [bool(f) for f in found]
        covered = set()
        for i, h in enumerate(hit):
            if h:
                covered.update(range(i, i + size))
        cover.append(len(covered) / len(block) if block else 0.0)
        once = [f[0] - i for i, f in enumerate(found) if f and len(f) == 1]
        if once and cover[-1] >= 0.3 and len(block) >= 6:
            anchors.append((n, sorted(once)[len(once) // 2] + len(block) // 2))
    chain = longest_rise(anchors)
    inside = dict(chain)
    out = [0.0] * len(blocks)
    order = [(-1, 0)] + [(n, place) for n, place in chain] + [(len(blocks), len(text))]
    for (a, from_place), (b, to_place) in zip(order, order[1:]):
        low = from_place + (len(blocks[a]) // 2 if a >= 0 else 0)
        high = to_place - (len(blocks[b]) // 2 if b < len(blocks) else 0)
        low, high = max(0, low - 3), min(len(text), max(low, high) + 3)
        for n in range(a + 1, b):
            block = blocks[n]
            if not block:
                continue
            at = find(block, text, low, high)
            if at >= 0:
                out[n] = 1.0
                low = at + len(block)
            elif len(block) >= 12 and cover[n] >= 0.5:
                # A block that shares its shingles with others, or stands out of order: within the gap only.
                gap = Counter(text[low:high])
                shared = sum((Counter(block) & gap).values())
                out[n] = shared / len(block) if shared >= 0.7 * len(block) else 0.0
    for n in inside:
        out[n] = cover[n]
    return out
