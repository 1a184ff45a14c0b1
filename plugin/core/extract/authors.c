#include "extract/authors.h"
#include "extract/byline.h"
#include "extract/titles.h"
#include "rules/phrases.h"
#include "text/url.h"
#include "text/utf8.h"

#include <string.h>

/* Sources besides those of the claims: lines of the page, and names that nothing calls authors. */
enum { LINES = TS_CLAIM_COUNT, UNLABELLED, SOURCES };

enum {
    SITE_LEAST = 4,   /* bytes of a name that is part of another */
    HOST_LEAST = 5,   /* bytes of a label of the host that is a name */
    SIGNED_LEAST = 3, /* persons of a page's byline of which programs know the first: the second of two may
                       * have reviewed it */
    SIGNED_MOST = 8,  /* persons of a byline */
};

/* What each source's word weighs. A line near the headline is what readers see; what stands in the page's
 * head a template may have written. */
static const double WEIGHTS[SOURCES] = {
    [TS_CLAIM_JSON_LD] = 3,
    [TS_CLAIM_MICRODATA] = 2.4,
    [TS_CLAIM_SCHOLAR] = 2.2,
    [TS_CLAIM_OPEN_GRAPH] = 2.1,
    [TS_CLAIM_META] = 1.6,
    [TS_CLAIM_PAGE] = 2,
    [LINES] = 1.7,
    [UNLABELLED] = 0.5,
};

/* Who names but the site, an agency, an account or those who took the pictures is heard last. */
#define SITE_PENALTY 8
#define NO_WRITER_PENALTY 16
#define ACCOUNT_PENALTY 3
/* A byline that has its label and stands beside the headline is what readers see; programs name whose account
 * published it. */
#define BYLINE_BONUS 1.2
/* A box behind the article, without a label, may be of whoever read it, or tell what the author does. */
#define BOX_PENALTY 0.7
/* A line that calls its names reporters speaks of this article. */
#define REPORTER_BONUS 2.5
/* Whom a line calls the editor is the author only where nobody else is. */
#define EDITOR_PENALTY 4

typedef struct chooser {
    ts_arena *arena;
    const ts_people *lists[SOURCES];
    ts_str bare[SOURCES]; /* all names of a list, letters and digits only, each between line ends */
    ts_str editors;       /* those that a line names, likewise */
    const char *site;
    ts_str host;
    bool boxed;  /* the page's authors stand in a box behind the article */
    bool thread; /* its readers write it, by the names that they log in with */
} chooser;

/* In whatever letters: "EL PAÍS" is in "Ediciones El País". */
static bool contains(const char *a, const char *b)
{
    if (!a || !b || strlen(b) < SITE_LEAST)
        return false;
    ts_buf outer, inner;
    ts_buf_init(&outer, TS_BUF_MAX);
    ts_buf_init(&inner, TS_BUF_MAX);
    ts_utf8_fold_case(&outer, ts_str_of(a));
    ts_utf8_fold_case(&inner, ts_str_of(b));
    bool found = ts_str_find(ts_buf_str(&outer), ts_buf_str(&inner), 0) != TS_NPOS;
    ts_buf_free(&outer);
    ts_buf_free(&inner);
    return found;
}

static bool is_outlet(const char *name)
{
    ts_line_match match;
    return ts_phrases_match_class(ts_phrases_get(), NULL, "outlet", ts_str_of(name), &match) ||
           ts_phrases_match_class(ts_phrases_get(), NULL, "desk", ts_str_of(name), &match);
}

/* True where some words of the name in a row, but not all, are the label of a host. */
static bool has_label(ts_arena *arena, ts_str name, ts_str label)
{
    ts_str word, rest, all = ts_title_bare_copy(arena, name);
    bool found = false;
    for (ts_str from = name; !found && from.len; ts_str_word(&from, &word)) {
        ts_buf row;
        ts_buf_init(&row, TS_BUF_MAX);
        for (rest = from; !found && row.len < label.len && ts_str_word(&rest, &word);) {
            ts_title_bare(&row, word);
            found = row.len < all.len && ts_str_eq(ts_buf_str(&row), label);
        }
        ts_buf_free(&row);
    }
    return found;
}

/* True for a name that has the host's in it: "Lakeside Staff" of lakeside.example; a person's own site has
 * all of theirs. */
static bool names_host(const chooser *c, const char *name)
{
    ts_str host = c->host;
    bool found = false;
    for (size_t dot; !found && (dot = ts_str_find_char(host, '.', 0)) != TS_NPOS;
         host = ts_str_sub(host, dot + 1, host.len))
        found = dot >= HOST_LEAST &&
                has_label(c->arena, ts_str_of(name), ts_title_bare_copy(c->arena, ts_str_sub(host, 0, dot)));
    return found;
}

/* True where all that is named is the site itself, or outlets. */
static bool only_site(const chooser *c, const ts_people *people)
{
    for (size_t i = 0; i < people->len; i++) {
        const char *name = people->items[i].name;
        bool same = c->site && ts_str_same(ts_str_of(name), ts_str_of(c->site));
        if (!same && !contains(c->site, name) && !contains(name, c->site) &&
            !ts_str_same(ts_str_of(name), c->host) && !is_outlet(name) && !names_host(c, name))
            return false;
    }
    return true;
}

static bool has_writer(const ts_people *people)
{
    for (size_t i = 0; i < people->len; i++) {
        const char *role = people->items[i].role;
        if (!role || (strcmp(role, "photographer") != 0 && strcmp(role, "translator") != 0))
            return true;
    }
    return false;
}

static bool has_reporter(const ts_people *people)
{
    for (size_t i = 0; i < people->len; i++)
        if (people->items[i].role && strcmp(people->items[i].role, "reporter") == 0)
            return true;
    return false;
}

/* "jane.doe", "jdoe": what a person logs in with. */
static bool is_account(const char *name)
{
    bool letters = false;
    for (const char *p = name; *p; p++) {
        if (*p == ' ' || (*p >= 'A' && *p <= 'Z') || (*p & 0x80))
            return false;
        letters = letters || (*p >= 'a' && *p <= 'z');
    }
    return letters;
}

static bool only_accounts(const ts_people *people)
{
    for (size_t i = 0; i < people->len; i++)
        if (!is_account(people->items[i].name))
            return false;
    return true;
}

static ts_str bare_names(const chooser *c, const ts_people *people)
{
    ts_buf all;
    ts_buf_init(&all, TS_BUF_MAX);
    for (size_t i = 0; i < people->len; i++) {
        ts_buf_putc(&all, '\n');
        ts_title_bare(&all, ts_str_of(people->items[i].name));
    }
    ts_buf_putc(&all, '\n');
    return ts_buf_keep(&all, c->arena);
}

/* How many of the names in `bare` the other list has, too. */
static size_t shared(ts_str bare, ts_str other)
{
    size_t found = 0;
    for (size_t from = 0; from + 1 < bare.len;) {
        size_t end = ts_str_find_char(bare, '\n', from + 1);
        found += ts_str_find(other, ts_str_sub(bare, from, end + 1), 0) != TS_NPOS;
        from = end;
    }
    return found;
}

/* A source's own weight, and that of the others as far as they agree with it. What nothing calls an author is
 * heard last as it is: an account there is as good as a name. */
static double worth(const chooser *c, int of)
{
    const ts_people *people = c->lists[of];
    double sum = WEIGHTS[of];
    for (int i = 0; i < SOURCES; i++) {
        size_t longer = c->lists[i]->len > people->len ? c->lists[i]->len : people->len;
        if (i != of && longer)
            sum += WEIGHTS[i] * (double)shared(c->bare[of], c->bare[i]) / (double)longer;
    }
    sum -= of == TS_CLAIM_PAGE && c->boxed ? BOX_PENALTY : 0;
    sum += has_reporter(people) ? REPORTER_BONUS : 0;
    sum += of == TS_CLAIM_PAGE && ts_str_eq(c->bare[of], c->bare[LINES]) ? BYLINE_BONUS : 0;
    sum -= shared(c->bare[of], c->editors) == people->len ? EDITOR_PENALTY : 0;
    sum -= only_site(c, people) ? SITE_PENALTY : 0;
    sum -= has_writer(people) ? 0 : NO_WRITER_PENALTY;
    bool account = of != UNLABELLED && !c->thread && only_accounts(people);
    return sum - (account ? ACCOUNT_PENALTY : 0);
}

/* "ADA FINCH" */
static bool is_shouted(const char *name)
{
    ts_str s = ts_str_of(name);
    bool small = false;
    for (size_t i = 0; i < s.len && !small;)
        small = ts_is_lower(ts_utf8_next(s, &i));
    return !small && ts_is_upper(ts_utf8_first(s));
}

/* The person as any source knows it best: an account by the name that goes with it, capitals by the name in
 * small letters, with the role that a line of the page gives. */
static ts_person best_known(const chooser *c, ts_person person)
{
    ts_buf bare, other;
    bool account = is_account(person.name);
    ts_buf_init(&bare, TS_BUF_MAX);
    ts_buf_init(&other, TS_BUF_MAX);
    ts_title_bare(&bare, ts_str_of(person.name));
    for (int s = 0; s < SOURCES; s++) {
        for (size_t i = 0; i < c->lists[s]->len; i++) {
            const ts_person *known = &c->lists[s]->items[i];
            ts_buf_clear(&other);
            ts_title_bare(&other, ts_str_of(known->name));
            if (!ts_str_eq(ts_buf_str(&bare), ts_buf_str(&other)))
                continue;
            if ((account && strchr(known->name, ' ')) ||
                (is_shouted(person.name) && !is_shouted(known->name) && !is_account(known->name)))
                person.name = known->name;
            if (!person.role)
                person.role = known->role;
        }
    }
    ts_buf_free(&bare);
    ts_buf_free(&other);
    return person;
}

/* True for the site's own name, as its address has it: "USA TODAY" of usatoday.example. */
static bool is_host(ts_arena *arena, const char *name, ts_str host)
{
    ts_str bare = ts_title_bare_copy(arena, ts_str_of(name));
    ts_str labels = ts_str_starts(host, TS_STR("www.")) ? ts_str_sub(host, 4, host.len) : host;
    return bare.len >= SITE_LEAST && ts_str_starts(labels, bare) && bare.len < labels.len &&
           labels.ptr[bare.len] == '.';
}

static bool is_site(const chooser *c, const char *name)
{
    return is_host(c->arena, name, c->host) || (c->site && ts_str_same(ts_str_of(name), ts_str_of(c->site)));
}

/* How many sources name the person. */
static int sources_of(const chooser *c, const char *name)
{
    ts_people one = {0};
    int found = 0;
    ts_people_add(c->arena, &one, ts_str_of(name), NULL);
    ts_str bare = bare_names(c, &one);
    for (int s = 0; s < SOURCES; s++)
        found += shared(bare, c->bare[s]) > 0;
    return found;
}

/* A columnist's own section is called by the name that more than one source gives. */
static bool is_section(const chooser *c, const ts_evidence *e, const char *name)
{
    return ts_names_section(e, name) && !(ts_byline_is_name(ts_str_of(name)) && sources_of(c, name) > 1);
}

static bool is_editor(const ts_person *person)
{
    return person->role && strcmp(person->role, "editor") == 0;
}

/* Of the names chosen, those of persons: not of a section, and not the site's own beside others. */
static void add_authors(const chooser *c, const ts_people *list, const ts_evidence *e, ts_fields *fields)
{
    size_t others = 0, editors = 0;
    bool persons = !only_site(c, list);
    for (size_t i = 0; i < list->len; i++)
        editors += is_editor(&list->items[i]);
    for (size_t i = 0; i < list->len; i++)
        others += !is_site(c, list->items[i].name);
    for (size_t i = 0; i < list->len; i++) {
        ts_person person = best_known(c, list->items[i]);
        bool section = persons && is_section(c, e, person.name);
        if (is_editor(&list->items[i]) && editors < list->len)
            ts_people_add(c->arena, &fields->editors, ts_str_of(person.name), person.role);
        else if (!section && !(others && is_site(c, person.name)))
            ts_people_add(c->arena, &fields->authors, ts_str_of(person.name), person.role);
    }
}

/* A longer list that has all names of the chosen one, and persons besides: programs often know but the first
 * of those who signed. */
static int longer_list(const chooser *c, int best)
{
    static const int LISTS[] = {TS_CLAIM_MICRODATA, TS_CLAIM_SCHOLAR, TS_CLAIM_PAGE};
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
        const ts_people *list = c->lists[LISTS[i]];
        size_t least = LISTS[i] == TS_CLAIM_PAGE ? SIGNED_LEAST : 0;
        bool persons = list->len > c->lists[best]->len && list->len >= least && list->len <= SIGNED_MOST;
        for (size_t k = 0; k < list->len && persons; k++)
            persons = ts_byline_is_name(ts_str_of(list->items[k].name));
        if (persons && shared(c->bare[best], c->bare[LISTS[i]]) == c->lists[best]->len)
            return LISTS[i];
    }
    return best;
}

void ts_authors_settle(ts_arena *arena, const ts_evidence *e, ts_fields *fields)
{
    chooser c = {.arena = arena,
                 .site = fields->publisher.name,
                 .host = ts_url_host(ts_str_of(e->url)),
                 .boxed = e->claims->signed_behind,
                 .thread = ts_claims_thread(e->claims)};
    int best = -1;
    double most = 0;
    for (int i = 0; i < SOURCES; i++) {
        c.lists[i] = i == LINES        ? &e->lines->authors
                     : i == UNLABELLED ? &e->claims->unlabelled
                                       : &e->claims->by[i].fields.authors;
        c.bare[i] = bare_names(&c, c.lists[i]);
    }
    c.editors = bare_names(&c, &e->lines->editors);
    for (int i = 0; i < SOURCES; i++) {
        double sum = c.lists[i]->len ? worth(&c, i) : 0;
        bool heard = i != UNLABELLED || (sum > 0 && most <= 0);
        if (c.lists[i]->len && heard && (best < 0 || sum > most)) {
            best = i;
            most = sum;
        }
    }
    if (best >= 0)
        add_authors(&c, c.lists[longer_list(&c, best)], e, fields);
    if (e->lines->editors.len)
        fields->editors = e->lines->editors;
    for (int i = 0; i < TS_CLAIM_COUNT && fields->editors.len == 0; i++)
        fields->editors = e->claims->by[i].fields.editors;
}
