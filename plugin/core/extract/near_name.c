/* An author's name that nothing says to be one, between headline and text or under it. */
#include "extract/bare_name.h"
#include "extract/byline.h"
#include "extract/markup.h"
#include "extract/near.h"
#include "extract/score.h"
#include "rules/phrases.h"
#include "text/utf8.h"

#include <string.h>
#include <strings.h>

enum {
    BLOCKS_MOST = 12,
    JOB_TEXT = 80,
    JOB_BLOCKS = 3, /* behind the headline where a name above a job signs; farther down it recommends */
    LEVELS = 3,     /* elements around a text whose classes say what it is */
    ACCOUNT_LEVELS = 2,
    ACCOUNT_LEAST = 3, /* bytes of what somebody calls themselves */
    ACCOUNT_MOST = 48,
};

/* What is called so is no byline, or a link that leads to it. */
static bool is_label(const ts_block *b)
{
    static const char *const WORDS[] = {"cat",     "tag",    "topic",   "section",  "label",
                                        "eyebrow", "kicker", "badge",   "crumb",    "caption",
                                        "credit",  "share",  "comment", "location", NULL};
    const ts_node *node = b->first;
    for (int level = 0; node && level < LEVELS; level++, node = ts_node_parent(node))
        if ((ts_node_is(node, "a") && ts_node_attr(node, "href")) || ts_node_is(node, "button") ||
            ts_node_is(node, "figure") || ts_node_is_called(node, WORDS))
            return true;
    return false;
}

/* In strong or slanted letters, or at the right edge: as a text is signed. */
static bool is_set_as_signature(const ts_block *b)
{
    static const char *const NAMES[] = {"strong", "b", "em", "i", NULL};
    const ts_node *node = ts_node_parent(b->first);
    for (int level = 0; node && level < LEVELS; level++, node = ts_node_parent(node)) {
        if (ts_is_set_right(node) || ts_str_is_one_of(ts_str_of(ts_node_name(node)), NAMES))
            return true;
    }
    return false;
}

/* Pages of those who write on platforms stand under a few names. */
static bool leads_to_user(const ts_node *node)
{
    static const char *const PATHS[] = {"/u/",       "/user/",    "/users/",   "/people/",
                                        "/@",        "/member/",  "/members/", "/space/",
                                        "space-uid", "mod=space", "/profile/", "/home/"};
    const char *href = ts_node_is(node, "a") ? ts_node_attr(node, "href") : NULL;
    for (size_t i = 0; href && i < sizeof PATHS / sizeof *PATHS; i++)
        if (strstr(href, PATHS[i]))
            return true;
    return false;
}

/* No person's name but what somebody calls themselves, and no word of the page's own. */
static bool is_account(const ts_bare_names *names, ts_str text)
{
    static const char *const OTHERS[] = {"not-a-name", "company", "not-a-section", "label"};
    ts_fields fields;
    ts_fields_init(&fields);
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        if (ts_phrases_is_of(OTHERS[i], text))
            return false;
    return text.len >= ACCOUNT_LEAST && !ts_byline_is_label(text, names->language) &&
           text.len <= ACCOUNT_MOST && ts_is_alnum(ts_utf8_first(text)) &&
           ts_line_read(names->arena, NULL, names->language, text, TS_ZONE_HEAD, &fields, NULL) ==
               TS_LINE_BODY;
}

/* The link to who wrote it, or what is called a name, in a block: the date stands beside it. */
static ts_str account_in(const ts_bare_names *names, const ts_block *b)
{
    static const char *const WORDS[] = {"name", "creator", "account", NULL};
    for (const ts_node *n = b->first; n; n = n == b->last ? NULL : ts_node_walk(n, NULL)) {
        if (ts_node_type(n) != TS_TEXT || ts_node_is(ts_node_parent(n), "time"))
            continue;
        ts_str text = ts_utf8_trim(ts_node_chars(n));
        const ts_node *around = ts_node_parent(n);
        for (int level = 0; text.len && around && level < ACCOUNT_LEVELS;
             level++, around = ts_node_parent(around))
            if ((leads_to_user(around) || ts_node_is_called(around, WORDS)) && is_account(names, text))
                return text;
    }
    return (ts_str){0};
}

static bool take(ts_claims *claims, ts_str name)
{
    if (name.len)
        ts_claim_people(claims->arena, &claims->unlabelled, name, NULL);
    return name.len > 0;
}

/* In a line of its own. */
static bool read_alone(ts_claims *claims, const ts_bare_names *names, const ts_block *b)
{
    if (b->heading || is_label(b))
        return false;
    ts_str text = ts_spaced_text(claims->arena, "  ", b->first, b->last, NULL);
    return take(claims, ts_bare_name_of_line(names, text));
}

/* "by kim", "@kim (Kim Roe)". */
static ts_str account_of_line(const ts_bare_names *names, ts_str line)
{
    ts_str text = ts_byline_cut(line, names->language), called = ts_byline_names(text, names->language);
    bool one = called.len < text.len && ts_str_find_char(called, ' ', 0) == TS_NPOS;
    return one && is_account(names, called) ? called : ts_bare_account(text);
}

/* In the line of the date, or beside it. */
static bool take_account(ts_claims *claims, const ts_bare_names *names, const ts_block *all, int dated,
                         int title, int end)
{
    static const int BESIDE[] = {0, -1, 1, -2}; /* a button may stand between */
    for (size_t i = 0; i < sizeof BESIDE / sizeof *BESIDE; i++) {
        int at = dated + BESIDE[i];
        bool inside = at > title && at < end && !all[at].heading && all[at].text.len <= TS_BARE_LINE;
        if (inside &&
            (take(claims, account_in(names, &all[at])) || take(claims, account_of_line(names, all[at].text))))
            return true;
    }
    return false;
}

/* What stands below a name and says what the person does. */
static bool is_job(const ts_block *b)
{
    return b->text.len <= JOB_TEXT && ts_phrases_is_of("job-title", ts_utf8_trim(b->text));
}

/* What a <time> says to programs its text may say in a form of its own: "12/3 — 2020", "yesterday". */
static bool has_time(const ts_block *b)
{
    for (const ts_node *n = b->first; n; n = n == b->last ? NULL : ts_node_walk(n, NULL))
        if (ts_node_is(ts_node_parent(n), "time"))
            return true;
    return false;
}

void ts_near_unlabelled(ts_claims *claims, const ts_blocks *blocks, int title, int last, int signature,
                        const char *language)
{
    const ts_block *all = blocks->blocks.items;
    int count = (int)blocks->blocks.len, end = last < count ? last : count;
    int dated = -1; /* the first line of a date */
    ts_bare_names names = {claims->arena, language, claims->window_title, ts_blocks_text(blocks)};
    for (int i = title + 1; i < end && i <= title + BLOCKS_MOST; i++) {
        const ts_block *b = &all[i];
        ts_str name = {0};
        if (b->text.len > TS_BARE_LINE || b->heading || ts_block_is_prose(b))
            continue;
        if (i + 1 < end && i <= title + JOB_BLOCKS && is_job(b + 1) && read_alone(claims, &names, b))
            return;
        ts_str line = ts_spaced_text(claims->arena, "  ", b->first, b->last, NULL);
        if (!ts_bare_name_beside_date(&names, line, &name) && !has_time(b))
            continue;
        dated = dated < 0 ? i : dated;
        if ((!is_label(b) && take(claims, name)) || (i - 1 > title && read_alone(claims, &names, b - 1)) ||
            (i + 1 < end && read_alone(claims, &names, b + 1)))
            return;
    }
    if (dated >= 0 && take_account(claims, &names, all, dated, title, end))
        return;
    for (int i = signature > last ? signature : last; i < count && i <= signature + 1; i++)
        if (is_set_as_signature(&all[i]) && read_alone(claims, &names, &all[i]))
            return;
}
