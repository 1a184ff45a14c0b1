#include "markdown/front_matter.h"
#include "markdown/values.h"
#include "text/url.h"

#include <stddef.h>
#include <string.h>

/* Keys that are not ours and are kept; a map is searched one pair after another. */
#define EXTRA_MAX 1000

static bool is_fence(ts_str line)
{
    while (line.len && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t'))
        line.len--;
    return ts_str_is(line, "---");
}

void ts_front_matter_split(ts_str text, ts_str *yaml, ts_str *body, int *body_line)
{
    ts_str rest = text, line;
    *yaml = (ts_str){0};
    *body = text;
    *body_line = 1;
    if (!ts_str_line(&rest, &line) || !is_fence(line))
        return;
    ts_str start = rest;
    for (int number = 3; ts_str_line(&rest, &line); number++) {
        if (!is_fence(line))
            continue;
        *yaml = ts_str_sub(start, 0, (size_t)(line.ptr - start.ptr));
        *body = rest;
        *body_line = number;
        return;
    }
}

/* What a key's value is. Each kind is read by one case of `put`. */
typedef enum kind {
    KIND_TEXT,
    KIND_DATE,
    KIND_PEOPLE,
    KIND_EDITORS,
    KIND_TEXTS,
    KIND_PARTY,
    KIND_CONFIDENCE,
    KIND_EXCERPT,
    KIND_URL,
    KIND_RIGHTS,
    KIND_HOPS,
    KIND_CAPTURE,
    KIND_IMAGES,
    KIND_WARNINGS,
    KIND_DRAFT,
    KIND_COUNTED, /* made anew each time */
} kind;

typedef struct key {
    const char *name;
    kind kind;
    size_t at; /* of the field in ts_fields, where the kind needs one */
} key;

#define FIELD(name) offsetof(ts_fields, name)

static const key own_keys[] = {
    {"kind", KIND_TEXT, FIELD(kind)},
    {"confidence", KIND_CONFIDENCE, 0},
    {"title", KIND_TEXT, FIELD(title)},
    {"alt_title", KIND_TEXT, FIELD(alt_title)},
    {"description", KIND_TEXT, FIELD(description)},
    {"excerpt", KIND_EXCERPT, 0},
    {"date", KIND_DATE, FIELD(date)},
    {"lastmod", KIND_DATE, FIELD(lastmod)},
    {"dateline", KIND_TEXT, FIELD(dateline)},
    {"authors", KIND_PEOPLE, FIELD(authors)},
    {"editors", KIND_EDITORS, FIELD(editors)},
    {"source", KIND_PARTY, FIELD(source)},
    {"publisher", KIND_PARTY, FIELD(publisher)},
    {"section", KIND_TEXTS, FIELD(section)},
    {"tags", KIND_TEXTS, FIELD(tags)},
    {"corrections", KIND_TEXTS, FIELD(corrections)},
    {"language", KIND_TEXT, FIELD(language)},
    {"direction", KIND_TEXT, FIELD(direction)},
    {"canonical_url", KIND_TEXT, FIELD(canonical_url)},
    {"rights", KIND_RIGHTS, 0},
    {"provenance", KIND_HOPS, 0},
    {"capture", KIND_CAPTURE, 0},
    {"images", KIND_IMAGES, 0},
    {"warnings", KIND_WARNINGS, 0},
    {"url", KIND_URL, 0},
    {"draft", KIND_DRAFT, 0},
    {"file", KIND_COUNTED, 0},
    {"words", KIND_COUNTED, 0},
    {"minutes", KIND_COUNTED, 0},
};

/* The names that other generators have for the same. `own` is the key that wins where it is there. */
static const struct {
    const char *name, *own;
} customary[] = {
    {"author", "authors"},
    {"byline", "authors"},
    {"editor", "editors"},
    {"categories", "section"},
    {"category", "section"},
    {"tag", "tags"},
    {"keywords", "tags"},
    {"summary", "description"},
    {"updated", "lastmod"},
    {"modified", "lastmod"},
    {"last_modified_at", "lastmod"},
    {"publishdate", "date"},
    {"pubdate", "date"},
    {"date_published", "date"},
    {"lang", "language"},
    {"locale", "language"},
    {"canonical", "canonical_url"},
    {"canonicalurl", "canonical_url"},
    {"image", "images"},
    {"cover", "images"},
    {"thumbnail", "images"},
    {"featured_image", "images"},
};

static const key *own_key(ts_str name)
{
    for (size_t i = 0; i < sizeof own_keys / sizeof *own_keys; i++)
        if (ts_str_same(name, ts_str_of(own_keys[i].name)))
            return &own_keys[i];
    return NULL;
}

static const key *customary_key(ts_str name)
{
    for (size_t i = 0; i < sizeof customary / sizeof *customary; i++)
        if (ts_str_same(name, ts_str_of(customary[i].name)))
            return own_key(ts_str_of(customary[i].own));
    return NULL;
}

static void set_text(ts_arena *arena, const char **to, const ts_value *map, const char *name)
{
    const char *text = map->kind == TS_MAP ? ts_value_text(arena, ts_value_get(map, name)) : NULL;
    if (text)
        *to = text;
}

static void put_capture(ts_article *article, const ts_value *map)
{
    ts_capture *capture = &article->capture;
    const char *sha256 = NULL;
    set_text(article->arena, &capture->file, map, "file");
    set_text(article->arena, &capture->media_type, map, "media_type");
    set_text(article->arena, &capture->charset, map, "charset");
    set_text(article->arena, &capture->captured_at, map, "captured_at");
    set_text(article->arena, &article->url, map, "url");
    set_text(article->arena, &sha256, map, "sha256");
    if (sha256 && strlen(sha256) == 64)
        memcpy(capture->sha256, sha256, 65);
}

static void put_rights(ts_article *article, const ts_value *value)
{
    ts_fields *f = &article->fields;
    if (value->kind != TS_MAP) {
        f->notice = ts_value_text(article->arena, value);
        return;
    }
    set_text(article->arena, &f->license, value, "license");
    set_text(article->arena, &f->holder, value, "holder");
    set_text(article->arena, &f->notice, value, "notice");
}

static void keep_extra(ts_article *article, ts_str name, const ts_value *value)
{
    if (article->extra->map.len < EXTRA_MAX)
        ts_value_set(article->arena, article->extra, ts_arena_copy(article->arena, name), value);
}

/* An address of the page itself; what is none (Hugo's "url" is a path of the site) is not ours. */
static void put_url(ts_article *article, ts_str name, const ts_value *value)
{
    const char *url = ts_value_text(article->arena, value);
    if (url && ts_url_is_absolute(ts_str_of(url)))
        article->url = url;
    else
        keep_extra(article, name, value);
}

/* Ours is a mark on the description; others' is the description itself. */
static void put_excerpt(ts_article *article, const ts_value *map, const ts_value *value)
{
    if (value->kind == TS_BOOL)
        article->fields.excerpt = value->boolean;
    else if (!ts_value_get(map, "description"))
        article->fields.description = ts_value_text(article->arena, value);
}

static bool put_scalar(ts_article *article, const key *k, const ts_value *value)
{
    const char **field = (const char **)((char *)&article->fields + k->at);
    const char *text =
        k->kind == KIND_DATE ? ts_value_date(article->arena, value) : ts_value_text(article->arena, value);
    if (text)
        *field = text;
    else if (value->kind != TS_NIL && !(value->kind == TS_STRING && !value->string.len))
        ts_warn(article->arena, &article->fields, "front-matter",
                ts_arena_printf(article->arena, "The key \"%s\" is not %s and was left out.", k->name,
                                k->kind == KIND_DATE ? "a date" : "a text"));
    return text != NULL;
}

static bool put_confidence(ts_fields *f, const ts_value *value)
{
    double number = value->kind == TS_NUM   ? value->number
                    : value->kind == TS_INT ? (double)value->integer
                                            : -1;
    f->confidence = number >= 0 && number <= 1 ? number : -1;
    return true;
}

/* The kinds that are lists of one thing or another; an empty one empties the field. */
static bool put_list(ts_article *article, const key *k, const ts_value *value)
{
    ts_arena *arena = article->arena;
    ts_fields *f = &article->fields;
    void *at = (char *)f + k->at;
    switch (k->kind) {
    case KIND_PEOPLE:
    case KIND_EDITORS:
        *(ts_people *)at = ts_value_people(arena, value, k->kind == KIND_PEOPLE ? "author" : "editor");
        return ((ts_people *)at)->len > 0;
    case KIND_TEXTS:
        *(ts_texts *)at = ts_value_texts(arena, value);
        return ((ts_texts *)at)->len > 0;
    case KIND_HOPS:
        f->provenance.len = 0;
        ts_value_hops(arena, value, f);
        return f->provenance.len > 0;
    case KIND_IMAGES:
        f->images.len = 0;
        ts_value_images(arena, value, f);
        return f->images.len > 0;
    default:
        ts_value_warnings(arena, value, f);
        return true;
    }
}

/* True where the value said something. */
static bool put(ts_article *article, const ts_value *map, const key *k, const ts_pair *pair)
{
    const ts_value *value = pair->value;
    ts_party *party = (ts_party *)((char *)&article->fields + k->at);
    switch (k->kind) {
    case KIND_TEXT:
    case KIND_DATE:
        return put_scalar(article, k, value);
    case KIND_PEOPLE:
    case KIND_EDITORS:
    case KIND_TEXTS:
    case KIND_HOPS:
    case KIND_IMAGES:
    case KIND_WARNINGS:
        return put_list(article, k, value);
    case KIND_PARTY:
        *party = ts_value_party(article->arena, value);
        return party->name || party->url;
    case KIND_CONFIDENCE:
        return put_confidence(&article->fields, value);
    case KIND_EXCERPT:
        put_excerpt(article, map, value);
        break;
    case KIND_URL:
        put_url(article, pair->key, value);
        break;
    case KIND_RIGHTS:
        put_rights(article, value);
        break;
    case KIND_CAPTURE:
        put_capture(article, value);
        break;
    case KIND_DRAFT:
        article->draft = value->kind == TS_BOOL && value->boolean;
        break;
    case KIND_COUNTED:
        break;
    }
    return true;
}

/* Keys that say whether the article is shown: Jekyll's and Pelican's. What else a status says is a site's. */
static bool put_state(ts_article *article, const ts_pair *pair)
{
    if (ts_str_same(pair->key, TS_STR("published")) && pair->value->kind == TS_BOOL) {
        article->draft = !pair->value->boolean;
        return true;
    }
    if (ts_str_same(pair->key, TS_STR("status")) && pair->value->kind == TS_STRING) {
        article->draft = ts_str_same(pair->value->string, TS_STR("draft"));
        return article->draft || ts_str_same(pair->value->string, TS_STR("published"));
    }
    return false;
}

/* Our keys first, wherever they stand; of others' names for the same the first that says something, if ours
 * did not. */
void ts_front_matter_apply(ts_article *article, const ts_value *map)
{
    bool said[sizeof own_keys / sizeof *own_keys] = {false};
    if (!map || map->kind != TS_MAP)
        return;
    if (!article->extra)
        article->extra = ts_value_map(article->arena, NULL);
    for (size_t i = 0; i < map->map.len; i++) {
        const ts_pair *pair = &map->map.pairs[i];
        const key *own = own_key(pair->key);
        if (own && put(article, map, own, pair))
            said[own - own_keys] = true;
    }
    for (size_t i = 0; i < map->map.len; i++) {
        const ts_pair *pair = &map->map.pairs[i];
        const key *other = customary_key(pair->key);
        if (own_key(pair->key) || (!other && put_state(article, pair)))
            continue;
        if (other && !said[other - own_keys])
            said[other - own_keys] = put(article, map, other, pair);
        else
            keep_extra(article, pair->key, pair->value);
    }
}
