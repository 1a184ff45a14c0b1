#include "extract/dump_chrome.h"

#include "base/digest.h"
#include "extract/line_pieces.h"
#include "text/url.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Stories that must have a line, and the share of all there are: one half, for what is written like an
 * article or stands inside one four fifths. */
#define STORIES_MIN 3
#define FIRM_STORIES_MIN 4
/* Lines at each end of a dump that tell its site where it has no address. */
#define EDGE_LINES 12
/* Lines around one among which prose stands both before and behind it: it stands inside the article. */
#define INSIDE_LINES 3

typedef struct seen_line {
    uint64_t hash;
    uint32_t width;
    bool prose, inside, edge;
} seen_line;

struct ts_chrome_dump {
    uint64_t id;   /* digest of the text */
    uint64_t site; /* of the host; 0 without an address. While learning: of the group */
    uint64_t story;
    char *host; /* or NULL */
    size_t len;
    seen_line lines[];
};

struct ts_chrome_learner {
    TS_VEC(ts_chrome_dump *) dumps;
};

typedef struct known_line {
    uint64_t site, hash;
} known_line;

typedef struct edge_line {
    uint64_t hash;
    size_t dumps;
    uint64_t site; /* that it stands for */
} edge_line;

struct ts_chrome {
    TS_VEC(ts_chrome_site) sites;
    TS_VEC(known_line) lines; /* sorted */
    TS_VEC(edge_line) edges;  /* sorted: of dumps without an address, how many have the line at an end */
};

/* --- one dump ------------------------------------------------------------------------------------------- */

static uint64_t hash_line(ts_str line)
{
    ts_arena *arena = ts_arena_new();
    uint64_t hash = ts_hash64(ts_line_compact(arena, line));
    ts_arena_free(arena);
    return hash;
}

static uint64_t hash_host(const char *url)
{
    ts_str host = url ? ts_url_host(ts_str_of(url)) : (ts_str){0};
    return host.len ? ts_hash64(host) | 1 : 0;
}

static bool has_prose(const ts_dump_lines *lines, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < lines->len; i++)
        if (lines->items[i].prose)
            return true;
    return false;
}

static bool is_inside(const ts_dump_lines *lines, size_t i)
{
    return has_prose(lines, i > INSIDE_LINES ? i - INSIDE_LINES : 0, i) &&
           has_prose(lines, i + 1, i + 1 + INSIDE_LINES);
}

/* The place of a line's k-th neighbour from an end that is looked at; all of a short dump's lines. */
static size_t place_of(const ts_dump_lines *lines, size_t k)
{
    return lines->len <= TS_CHROME_LINES || k < TS_CHROME_LINES / 2 ? k : lines->len - TS_CHROME_LINES + k;
}

ts_chrome_dump *ts_chrome_dump_of(const ts_dump_lines *lines, uint64_t id, const char *url)
{
    ts_str host = url ? ts_url_host(ts_str_of(url)) : (ts_str){0};
    size_t len = lines->len < TS_CHROME_LINES ? lines->len : TS_CHROME_LINES;
    ts_chrome_dump *dump = ts_malloc(sizeof *dump + len * sizeof *dump->lines);
    *dump = (ts_chrome_dump){.id = id, .site = hash_host(url), .len = len};
    dump->host = host.len ? ts_strndup(host) : NULL;
    for (size_t k = 0; k < len; k++) {
        size_t i = place_of(lines, k);
        const ts_dump_line *line = &lines->items[i];
        dump->lines[k] = (seen_line){.hash = hash_line(line->text),
                                     .width = (uint32_t)line->width,
                                     .prose = line->prose,
                                     .inside = is_inside(lines, i),
                                     .edge = i < EDGE_LINES || i + EDGE_LINES >= lines->len};
    }
    return dump;
}

ts_chrome_dump *ts_chrome_dump_read(ts_str text, const char *url)
{
    ts_arena *arena = ts_arena_new();
    ts_dump_lines lines = {0};
    ts_error error = {0};
    bool read = ts_dump_split(arena, text, &lines, &error);
    ts_chrome_dump *dump = read ? ts_chrome_dump_of(&lines, ts_hash64(text), url) : NULL;
    ts_arena_free(arena);
    return dump;
}

void ts_chrome_dump_free(ts_chrome_dump *dump)
{
    if (dump)
        free(dump->host);
    free(dump);
}

/* --- many ----------------------------------------------------------------------------------------------- */

ts_chrome_learner *ts_chrome_learner_new(void)
{
    ts_chrome_learner *learner = ts_malloc(sizeof *learner);
    *learner = (ts_chrome_learner){0};
    return learner;
}

static int order(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static int by_id(const void *a, const void *b)
{
    const ts_chrome_dump *x = *(ts_chrome_dump *const *)a, *y = *(ts_chrome_dump *const *)b;
    int ids = order(x->id, y->id);
    return ids ? ids : order(x->site, y->site);
}

static int by_group(const void *a, const void *b)
{
    const ts_chrome_dump *x = *(ts_chrome_dump *const *)a, *y = *(ts_chrome_dump *const *)b;
    int sites = order(x->site, y->site);
    return sites ? sites : order(x->id, y->id);
}

/* Forgets all but those with the smallest digests, and what came twice. */
static void thin(ts_chrome_learner *learner)
{
    size_t kept = 0;
    if (learner->dumps.len)
        qsort(learner->dumps.items, learner->dumps.len, sizeof *learner->dumps.items, by_id);
    for (size_t i = 0; i < learner->dumps.len; i++) {
        ts_chrome_dump *dump = learner->dumps.items[i];
        if (kept == TS_CHROME_DUMPS || (kept && learner->dumps.items[kept - 1]->id == dump->id))
            ts_chrome_dump_free(dump);
        else
            learner->dumps.items[kept++] = dump;
    }
    learner->dumps.len = kept;
}

void ts_chrome_add(ts_chrome_learner *learner, ts_chrome_dump *dump)
{
    if (dump)
        ts_vec_push(&learner->dumps, dump);
    if (learner->dumps.len >= 2 * TS_CHROME_DUMPS)
        thin(learner);
}

/* --- learning ------------------------------------------------------------------------------------------- */

/* One line of one dump of a group. */
typedef struct place {
    uint64_t hash;
    size_t dump; /* its number in the group */
    const seen_line *line;
} place;

typedef TS_VEC(place) places;

static int by_hash(const void *a, const void *b)
{
    const place *x = a, *y = b;
    int hashes = order(x->hash, y->hash);
    return hashes ? hashes : order(x->dump, y->dump);
}

/* The lines of some dumps, sorted, each once a dump. `edges`: only those at an end. */
static void gather(ts_chrome_dump *const *dumps, size_t count, bool edges, places *all)
{
    size_t kept = 0;
    all->len = 0;
    for (size_t d = 0; d < count; d++)
        for (size_t i = 0; i < dumps[d]->len; i++)
            if (!edges || dumps[d]->lines[i].edge)
                ts_vec_push(all, ((place){dumps[d]->lines[i].hash, d, &dumps[d]->lines[i]}));
    if (all->len)
        qsort(all->items, all->len, sizeof *all->items, by_hash);
    for (size_t i = 0; i < all->len; i++)
        if (!kept || by_hash(&all->items[kept - 1], &all->items[i]) != 0)
            all->items[kept++] = all->items[i];
    all->len = kept;
}

/* The end of the places of one line. */
static size_t run_end(const places *all, size_t i)
{
    size_t end = i + 1;
    while (end < all->len && all->items[end].hash == all->items[i].hash)
        end++;
    return end;
}

static int by_edge(const void *a, const void *b)
{
    return order(((const edge_line *)a)->hash, ((const edge_line *)b)->hash);
}

static edge_line *find_edge(const ts_chrome *chrome, uint64_t hash)
{
    edge_line wanted = {.hash = hash};
    return chrome->edges.len
               ? bsearch(&wanted, chrome->edges.items, chrome->edges.len, sizeof wanted, by_edge)
               : NULL;
}

/* The line at an end of a dump that most others have too tells its site. */
static void take_anchor(const ts_chrome *chrome, uint64_t hash, const edge_line **best)
{
    const edge_line *found = find_edge(chrome, hash);
    if (found && (!*best || found->dumps > (*best)->dumps ||
                  (found->dumps == (*best)->dumps && found->hash < (*best)->hash)))
        *best = found;
}

/* Gives the dumps without an address, which come first, a group. */
static void group_strays(ts_chrome_learner *learner, ts_arena *arena, ts_chrome *chrome, places *all)
{
    size_t strays = 0;
    while (strays < learner->dumps.len && learner->dumps.items[strays]->site == 0)
        strays++;
    gather(learner->dumps.items, strays, true, all);
    for (size_t i = 0, end; i < all->len; i = end) {
        end = run_end(all, i);
        if (end - i >= STORIES_MIN)
            ts_vec_push_in(arena, &chrome->edges, ((edge_line){all->items[i].hash, end - i, 0}));
    }
    for (size_t d = 0; d < strays; d++) {
        ts_chrome_dump *dump = learner->dumps.items[d];
        const edge_line *best = NULL;
        for (size_t i = 0; i < dump->len; i++)
            if (dump->lines[i].edge)
                take_anchor(chrome, dump->lines[i].hash, &best);
        dump->site = best ? best->hash : 0;
        for (size_t i = 0; best && i < dump->len; i++) {
            edge_line *edge = dump->lines[i].edge ? find_edge(chrome, dump->lines[i].hash) : NULL;
            if (edge && !edge->site)
                edge->site = dump->site;
        }
    }
}

/* Says of each dump which story it tells: its own, or where most of its prose stands in others too, the one
 * with the longest line that it shares. */
static void tell_stories(ts_chrome_dump **dumps, size_t count, const places *all)
{
    typedef struct prose {
        size_t all, shared, widest;
    } prose;
    prose *sums = ts_malloc(count * sizeof *sums);
    memset(sums, 0, count * sizeof *sums);
    for (size_t d = 0; d < count; d++)
        dumps[d]->story = dumps[d]->id;
    for (size_t i = 0, end; i < all->len; i = end) {
        end = run_end(all, i);
        for (size_t k = i; k < end; k++) {
            const place *p = &all->items[k];
            prose *sum = &sums[p->dump];
            sum->all += p->line->prose ? p->line->width : 0;
            if (!p->line->prose || end - i < 2)
                continue;
            sum->shared += p->line->width;
            if (p->line->width > sum->widest) {
                sum->widest = p->line->width;
                dumps[p->dump]->story = p->hash;
            }
        }
    }
    for (size_t d = 0; d < count; d++)
        if (sums[d].shared * 10 <= sums[d].all * 6)
            dumps[d]->story = dumps[d]->id;
    free(sums);
}

static int by_value(const void *a, const void *b)
{
    return order(*(const uint64_t *)a, *(const uint64_t *)b);
}

static size_t count_different(uint64_t *values, size_t len)
{
    size_t different = 0;
    if (len)
        qsort(values, len, sizeof *values, by_value);
    for (size_t i = 0; i < len; i++)
        different += i == 0 || values[i] != values[i - 1];
    return different;
}

/* True where a line with these places is the site's own. */
static bool is_chrome(ts_chrome_dump *const *dumps, const place *first, size_t len, size_t stories,
                      uint64_t *scratch)
{
    size_t inside = 0, prose = 0;
    for (size_t i = 0; i < len; i++) {
        scratch[i] = dumps[first[i].dump]->story;
        inside += first[i].line->inside;
        prose += first[i].line->prose;
    }
    size_t mine = count_different(scratch, len);
    bool firm = inside * 2 > len || prose * 2 > len;
    return firm ? mine >= FIRM_STORIES_MIN && mine * 5 >= stories * 4
                : mine >= STORIES_MIN && mine * 2 >= stories;
}

static void learn_group(ts_chrome_dump **dumps, size_t count, ts_arena *arena, ts_chrome *chrome, places *all)
{
    ts_chrome_site site = {.key = dumps[0]->site, .dumps = count};
    uint64_t *scratch = ts_malloc(count * sizeof *scratch);
    gather(dumps, count, false, all);
    tell_stories(dumps, count, all);
    for (size_t d = 0; d < count; d++)
        scratch[d] = dumps[d]->story;
    size_t stories = count_different(scratch, count);
    for (size_t i = 0, end; i < all->len; i = end) {
        end = run_end(all, i);
        if (!is_chrome(dumps, &all->items[i], end - i, stories, scratch))
            continue;
        ts_vec_push_in(arena, &chrome->lines, ((known_line){site.key, all->items[i].hash}));
        site.lines++;
    }
    free(scratch);
    site.host = ts_arena_strdup(arena, dumps[0]->host);
    if (site.lines)
        ts_vec_push_in(arena, &chrome->sites, site);
}

const ts_chrome *ts_chrome_learn(ts_chrome_learner *learner, ts_arena *arena)
{
    ts_chrome *chrome = TS_NEW(arena, ts_chrome);
    places all = {0};
    thin(learner);
    ts_chrome_dump **dumps = learner->dumps.items;
    size_t len = learner->dumps.len;
    for (int round = 0; round < 2 && len; round++) {
        qsort(dumps, len, sizeof *dumps, by_group);
        if (round == 0)
            group_strays(learner, arena, chrome, &all);
    }
    for (size_t i = 0, end; i < len; i = end) {
        for (end = i + 1; end < len && dumps[end]->site == dumps[i]->site; end++) {
        }
        if (dumps[i]->site && end - i >= STORIES_MIN)
            learn_group(dumps + i, end - i, arena, chrome, &all);
    }
    ts_vec_free(&all);
    for (size_t i = 0; i < len; i++)
        ts_chrome_dump_free(dumps[i]);
    ts_vec_free(&learner->dumps);
    free(learner);
    return chrome->sites.len ? chrome : NULL;
}

/* --- what was learned ----------------------------------------------------------------------------------- */

size_t ts_chrome_sites(const ts_chrome *chrome)
{
    return chrome->sites.len;
}

const ts_chrome_site *ts_chrome_site_at(const ts_chrome *chrome, size_t i)
{
    return &chrome->sites.items[i];
}

const ts_chrome_site *ts_chrome_site_of(const ts_chrome *chrome, const ts_dump_lines *lines, const char *url)
{
    uint64_t key = hash_host(url);
    const edge_line *best = NULL;
    for (size_t i = 0; !key && i < lines->len; i++)
        if (i < EDGE_LINES || i + EDGE_LINES >= lines->len)
            take_anchor(chrome, hash_line(lines->items[i].text), &best);
    key = key || !best ? key : best->site;
    for (size_t i = 0; key && i < chrome->sites.len; i++)
        if (chrome->sites.items[i].key == key)
            return &chrome->sites.items[i];
    return NULL;
}

static int by_line(const void *a, const void *b)
{
    const known_line *x = a, *y = b;
    int sites = order(x->site, y->site);
    return sites ? sites : order(x->hash, y->hash);
}

bool ts_chrome_knows(const ts_chrome *chrome, const ts_chrome_site *site, ts_str line)
{
    known_line wanted = {site->key, hash_line(line)};
    return bsearch(&wanted, chrome->lines.items, chrome->lines.len, sizeof wanted, by_line) != NULL;
}
