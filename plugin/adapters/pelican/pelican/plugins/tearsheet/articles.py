"""Articles out of the captures in a folder of the content."""

import base64
import html
import json
import logging
import os
import sys
import time
from pathlib import Path

from pelican import signals
from pelican.contents import Article, Author, Category, Tag
from pelican.utils import get_date, order_content, process_translations

from .pipe import PROTOCOL, Pipe, PipeError

log = logging.getLogger(__name__)
CAPTURES = {".html", ".htm", ".xhtml", ".shtml", ".txt", ".text", ".md", ".markdown"}
PARTS_OF_PAGE = ("_files", "_file", ".files")
_pipes = {}
_started = 0
_images = {}  # where they go, below the output folder: where they are
_pages = {}  # where articles of ours go: the page that Tearsheet's own template made, or None


def capture_folder(settings):
    return settings.get("TEARSHEET_FOLDER", "captures")


def template_of(settings):
    return settings.get("TEARSHEET_TEMPLATE")


def set_apart(pelican):
    """Pelican's own readers keep away from captures."""
    global _started
    _started = time.time()
    for key in ("ARTICLE_EXCLUDES", "PAGE_EXCLUDES", "STATIC_EXCLUDES"):
        pelican.settings[key] = [*pelican.settings.get(key, []), capture_folder(pelican.settings)]


def captures_in(folder):
    """The folders that browsers save beside a page are not looked into."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.suffix.lower() in CAPTURES and not any(p.startswith(".") or p.endswith(PARTS_OF_PAGE) for p in inside):
            yield path


def pipe_for(settings):
    program = settings.get("TEARSHEET") or os.environ.get("TEARSHEET") or "tearsheet"
    return _pipes.setdefault(program, Pipe(program))


def sentence(error):
    return ": ".join(str(error[key]) for key in ("source", "line", "message") if error.get(key))


def configure(pipe, settings):
    keys = {"site": "TEARSHEET_SITE", "rules": "TEARSHEET_RULES", "options": "TEARSHEET_OPTIONS"}
    wanted = {key: settings[name] for key, name in keys.items() if settings.get(name)}
    hello, configured = pipe.ask([{"do": "hello"}, {"do": "configure", **wanted}])
    if hello["protocol"] != PROTOCOL:
        raise PipeError("This tearsheet speaks another protocol of its pipe: one of the two is too old.")
    if "error" in configured:
        raise PipeError(sentence(configured["error"]))


def read_cache(file):
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def convert(pipe, settings, paths):
    """The articles of each capture; those that did not change come out of the cache folder."""
    file = Path(settings["CACHE_PATH"]) / "tearsheet.json"
    cache = read_cache(file)
    names = [str(path) for path in paths]
    requests = [{"do": "convert", "path": name, "known": cache.get(name, {}).get("digest")} for name in names]
    new = {}
    for name, answer in zip(names, pipe.ask(requests)):
        if answer.get("unchanged"):
            new[name] = cache[name]
            continue
        found = answer.get("articles", [answer])
        for one in found:
            if "error" in one:
                log.warning("%s", sentence(one["error"]))
        good = [{key: one[key] for key in ("article", "page", "media") if key in one} for one in found if "article" in one]
        new[name] = {"digest": answer.get("digest") if len(good) == len(found) else None, "articles": good}
    if new != cache:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(new), "utf-8")
    return new


def day(date):
    """A year or a month is its first day."""
    return date if len(date) >= 10 else f"{date}-01-01"[:10]


def text(value):
    """Themes print what is known of an article as HTML."""
    return html.escape(value or "", quote=False)


def metadata_of(found, settings, slug):
    article, page = found["article"], found["page"]
    date = article.get("date") or article.get("capture", {}).get("captured_at") or "1970-01-01"
    section = article.get("section") or [settings["DEFAULT_CATEGORY"]]
    metadata = {
        "title": text(article.get("title") or page["slug"]),
        "date": get_date(day(date)),
        "slug": slug,
        "category": Category(text(section[0]), settings),
        "tags": [Tag(text(tag), settings) for tag in article.get("tags", [])],
        "summary": text(page.get("summary")),
        "status": "draft" if page.get("draft") else "published",
        "noindex": page.get("noindex", False),
        "tearsheet": {key: value for key, value in article.items() if key not in ("html", "markdown", "text")},
    }
    if article.get("lastmod"):
        metadata["modified"] = get_date(day(article["lastmod"]))
    if article.get("authors"):
        metadata["authors"] = [Author(text(author["name"]), settings) for author in article["authors"]]
    if page.get("lang"):
        metadata["lang"] = page["lang"]
    return metadata


def body(found):
    """Pelican fills in links that begin with {filename} or |filename|: ours never do."""
    return found["article"].get("html", "").replace("{", "&#123;").replace("|", "&#124;")


def render(pipe, settings, found, save_as):
    """The whole page, as a template of Tearsheet's makes it."""
    keys = {key: found[key] for key in ("article", "media") if key in found}
    (answer,) = pipe.ask([{"do": "render", **keys, "template": template_of(settings), "path": save_as}])
    if "error" in answer:
        raise PipeError(sentence(answer["error"]))
    return answer["html"]


def articles_of(pipe, generator, converted):
    taken = {}
    _images.clear()
    _pages.clear()
    for path, capture in converted.items():
        for found in capture["articles"]:
            slug = found["page"]["slug"]
            taken[slug] = taken.get(slug, 0) + 1
            slug = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
            metadata = metadata_of(found, generator.settings, slug)
            article = Article(body(found), metadata, generator.settings, path, generator.context)
            for image in found.get("media", []):
                _images[str(Path(article.save_as).parent / image["name"])] = image["path"]
            own = template_of(generator.settings)
            _pages[article.save_as] = render(pipe, generator.settings, found, article.save_as) if own else None
            yield article


def write(output, name, content):
    to = output / name
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(content)


def finish(pelican):
    """Images stand beside the page that shows them; pages of Tearsheet's own take the place of Pelican's."""
    output = Path(pelican.settings["OUTPUT_PATH"])
    for name, path in _images.items():
        write(output, name, Path(path).read_bytes())
    for name, page in _pages.items():
        if page:
            write(output, name, page.encode("utf-8"))
    if template_of(pelican.settings):
        (answer,) = pipe_for(pelican.settings).ask([{"do": "assets"}])
        for asset in answer["assets"]:
            write(output, asset["path"], base64.b64decode(asset["bytes"]))
    remove_gone(pelican, output)


def remove_gone(pelican, output):
    """Pelican leaves files where they are that it makes no more: those of articles that were withdrawn are to go."""
    file = Path(pelican.settings["CACHE_PATH"]) / "tearsheet-written.json"
    before, now = read_cache(file), [*_pages, *_images]
    for name in set(before) - set(now):
        old = output / name
        if old.is_file() and old.stat().st_mtime < _started:
            old.unlink()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(now), "utf-8")


def add_articles(generator):
    settings = generator.settings
    folder = Path(generator.path) / capture_folder(settings)
    try:
        pipe = pipe_for(settings)
        configure(pipe, settings)
        ours = list(articles_of(pipe, generator, convert(pipe, settings, list(captures_in(folder)))))
    except PipeError as error:
        log.critical("%s", error)
        sys.exit(1)

    def with_ours(articles, translations, status):
        found = [*articles, *translations, *(article for article in ours if article.status == status)]
        originals, others = process_translations(found, translation_id=settings["ARTICLE_TRANSLATION_ID"])
        return order_content(originals, settings["ARTICLE_ORDER_BY"]), others

    generator.articles, generator.translations = with_ours(generator.articles, generator.translations, "published")
    generator.drafts, generator.drafts_translations = with_ours(
        generator.drafts, generator.drafts_translations, "draft"
    )


def register():
    # Pelican holds its receivers by weak references: they are functions of the module.
    signals.initialized.connect(set_apart)
    signals.article_generator_pretaxonomy.connect(add_articles)
    signals.finalized.connect(finish)
