/* schema.org's NewsArticle: what the page says of the article, for machines. */
#include "site/views.h"

#include <string.h>

static const char *text_at(const ts_value *map, const char *key)
{
    const char *text = ts_value_get_string(map, key);
    return text && *text ? text : NULL;
}

static ts_value *new_thing(ts_arena *arena, const char *type)
{
    ts_value *thing = ts_value_map(arena, NULL);
    ts_value_set_string(arena, thing, "@type", type);
    return thing;
}

/* {name, url} as an organization; NULL where it has no name. */
static ts_value *organization(ts_arena *arena, const ts_value *party)
{
    if (!text_at(party, "name"))
        return NULL;
    ts_value *v = new_thing(arena, "NewsMediaOrganization");
    ts_value_set_string(arena, v, "name", text_at(party, "name"));
    ts_value_set_string(arena, v, "url", text_at(party, "url"));
    return v;
}

static void set_people(ts_arena *arena, ts_value *v, const char *key, const ts_value *people)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = 0; people && people->kind == TS_LIST && i < people->list.len; i++) {
        const char *name = text_at(people->list.items[i], "name");
        ts_value *person = name ? new_thing(arena, "Person") : NULL;
        if (!person)
            continue;
        ts_value_set_string(arena, person, "name", name);
        ts_value_push(arena, list, person);
    }
    if (list->list.len)
        ts_value_set(arena, v, key, list);
}

static void set_if(ts_arena *arena, ts_value *v, const char *key, const ts_value *value)
{
    bool empty = !value || (value->kind == TS_LIST && value->list.len == 0);
    if (!empty)
        ts_value_set(arena, v, key, value);
}

static void set_texts(ts_arena *arena, ts_value *v, const ts_value *record)
{
    static const char *const names[][2] = {
        {"alternativeHeadline", "alt_title"}, {"description", "description"}, {"datePublished", "date"},
        {"dateModified", "lastmod"},          {"dateline", "dateline"},       {"inLanguage", "language"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ts_value_set_string(arena, v, names[i][0], text_at(record, names[i][1]));
}

static void set_rights(ts_arena *arena, ts_value *v, const ts_value *rights)
{
    ts_value_set_string(arena, v, "license", text_at(rights, "license"));
    ts_value_set_string(arena, v, "copyrightNotice", text_at(rights, "notice"));
    if (text_at(rights, "holder")) {
        ts_value *holder = new_thing(arena, "Organization");
        ts_value_set_string(arena, holder, "name", text_at(rights, "holder"));
        ts_value_set(arena, v, "copyrightHolder", holder);
    }
}

/* What the page says of its own mistakes. */
static void set_corrections(ts_arena *arena, ts_value *v, const ts_value *corrections)
{
    ts_value *list = ts_value_list(arena);
    for (size_t i = 0; corrections && corrections->kind == TS_LIST && i < corrections->list.len; i++) {
        ts_value *comment = new_thing(arena, "CorrectionComment");
        ts_value_set(arena, comment, "text", corrections->list.items[i]);
        ts_value_push(arena, list, comment);
    }
    set_if(arena, v, "correction", list);
}

/* This archive: it holds the copy, and published these facts about it. */
static void set_archive(ts_arena *arena, ts_value *v, const ts_site *site, const char *url)
{
    ts_value *archive = new_thing(arena, "Organization");
    ts_value_set_string(arena, archive, "name", site->settings.title);
    ts_value_set_string(arena, archive, "url", site->settings.base_url);
    ts_value_set(arena, v, "sdPublisher", archive);
    if (!*url)
        return;
    ts_value_set_string(arena, v, "url", url);
    ts_value_set_string(arena, v, "archivedAt", url);
    ts_value *page = new_thing(arena, "WebPage");
    ts_value_set_string(arena, page, "@id", url);
    ts_value_set(arena, v, "mainEntityOfPage", page);
}

ts_value *ts_view_jsonld(ts_arena *arena, const ts_site *site, const ts_entry *entry, const ts_value *record,
                         const char *url)
{
    ts_value *v = ts_value_map(arena, NULL);
    ts_value_set_string(arena, v, "@context", "https://schema.org");
    ts_value_set_string(arena, v, "@type", "NewsArticle");
    ts_value_set_string(arena, v, "headline", entry->title);
    set_texts(arena, v, record);
    set_people(arena, v, "author", ts_value_get(record, "authors"));
    set_people(arena, v, "editor", ts_value_get(record, "editors"));
    set_if(arena, v, "publisher", organization(arena, ts_value_get(record, "publisher")));
    set_if(arena, v, "sourceOrganization", organization(arena, ts_value_get(record, "source")));
    ts_value_set_string(arena, v, "isBasedOn", entry->canonical ? entry->canonical : entry->url);
    set_if(arena, v, "articleSection", ts_value_get(record, "section"));
    set_if(arena, v, "keywords", ts_value_get(record, "tags"));
    set_if(arena, v, "wordCount", ts_value_get(record, "words"));
    if (entry->image && *site->settings.base_url)
        ts_value_set_string(arena, v, "image",
                            ts_view_url(arena, site, ts_value_get_string(entry->image, "src")));
    set_rights(arena, v, ts_value_get(record, "rights"));
    set_corrections(arena, v, ts_value_get(record, "corrections"));
    ts_value_set_string(arena, v, "sdDatePublished", text_at(ts_value_get(record, "capture"), "captured_at"));
    set_archive(arena, v, site, url);
    return v;
}
