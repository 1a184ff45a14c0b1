#include "extract/title_forms.h"

#include "extract/title_parts.h"
#include "extract/title_slug.h"
#include "rules/phrases.h"
#include "text/utf8.h"

#include <string.h>

/* Separators at which one text is cut. */
#define PARTS_MAX 8

/* A part of what a source that means the headline alone says as a whole is no headline by itself. */
#define TORN_PENALTY 3

/* What is the name of the site or of a section, or has one before or behind it, is none either. */
#define NAME_PENALTY 6
#define CARRIED_PENALTY 3

/* What has no word of the address that another text was made to, is another story's headline, or a kicker. */
#define SLUG_PENALTY 2.5
#define SLUG_TOLD 0.6
#define SLUG_LEAST 0.15

/* Votes of a headline for sharing that is told beside the page's own. */
#define OTHER_LEAST 2

static void add_form(ts_title_forms *c, ts_str text, int from, bool whole)
{
    text = ts_utf8_trim(text);
    if (!text.len || c->form_count == TS_TITLE_FORMS)
        return;
    ts_str bare = ts_title_bare_copy(c->arena, text);
    if (bare.len < 2)
        return;
    c->forms[c->form_count++] = (ts_title_form){ts_arena_copy(c->arena, text), bare, from, whole, 0};
}

static bool is_name(const ts_title_forms *c, ts_str text, bool part)
{
    ts_str bare = ts_title_bare_copy(c->names.arena, text);
    return ts_title_names_site(&c->names, bare, part) || ts_title_names_label(&c->names, bare);
}

/* A separator at `at`; a colon too where a source that may say more than the headline has the site's name on
 * its other side. */
static size_t cut_at(const ts_title_forms *c, ts_str s, size_t at, ts_title_scope scope)
{
    size_t len = ts_title_separator(s, at);
    if (len || scope != TS_TITLE_MORE)
        return len;
    ts_str rest = ts_str_sub(s, at, s.len);
    size_t colon = ts_str_starts(rest, TS_STR(":"))    ? 1
                   : ts_str_starts(rest, TS_STR("：")) ? strlen("：")
                                                       : 0;
    if (!colon)
        return 0;
    /* "Headline : Region : News : Outlet": Korean outlets part all by colons between spaces. */
    size_t spaced = ts_str_find(s, TS_STR(" : "), 0);
    if (at > 0 && s.ptr[at - 1] == ' ' && ts_str_starts(rest, TS_STR(": ")) &&
        ts_str_find(s, TS_STR(" : "), spaced + 1) != TS_NPOS)
        return colon;
    ts_str head = ts_title_bare_copy(c->names.arena, ts_str_sub(s, 0, at)),
           tail = ts_title_bare_copy(c->names.arena, ts_str_sub(s, at + colon, s.len));
    bool named = ts_title_names_site(&c->names, head, true) || ts_title_names_site(&c->names, tail, true);
    return named ? colon : 0;
}

/* What stands in brackets before the headline, or behind it, may be none of it: "[Walks] Towpath reopens",
 * "Towpath reopens (millbrook.example)"; nor is the number of a page behind it. Behind a part only brackets
 * of Chinese and Japanese are looked at. */
static void add_bare_forms(ts_title_forms *c, ts_str s, int from, bool part)
{
    ts_line_match match;
    size_t open = part && ts_str_ends(s, TS_STR(")")) ? 0 : ts_title_remark(s),
           close = s.len && s.ptr[0] == '[' ? ts_str_find_char(s, ']', 0) : TS_NPOS;
    if (open)
        add_form(c, ts_str_sub(s, 0, open), from, false);
    if (close != TS_NPOS)
        add_form(c, ts_str_sub(s, close + 1, s.len), from, false);
    if (ts_phrases_match_class(ts_phrases_get(), NULL, "title-page", s, &match))
        add_form(c, ts_str_sub(s, 0, match.start), from, false);
}

int ts_title_forms_add(ts_title_forms *c, const char *text, double weight, ts_title_scope scope)
{
    ts_line_match printed;
    ts_str s = ts_str_of(text);
    if (!s.len || s.len > TS_TITLE_BYTES || c->source_count == TS_TITLE_FORMS)
        return -1;
    if (scope == TS_TITLE_MORE &&
        ts_phrases_match_class(ts_phrases_get(), NULL, "title-printed", s, &printed))
        s = ts_str_sub(s, printed.end, s.len);
    int from = c->source_count++;
    c->sources[from].weight = weight;
    c->sources[from].scope = scope;
    add_form(c, s, from, true);
    add_bare_forms(c, s, from, false);
    for (size_t at = 0, parts = 0; at < s.len && parts < PARTS_MAX;) {
        size_t len = cut_at(c, s, at, scope);
        if (!len) {
            ts_utf8_next(s, &at);
            continue;
        }
        parts++;
        add_form(c, ts_str_sub(s, 0, at), from, false);
        add_form(c, ts_str_sub(s, at + len, s.len), from, false);
        if (parts == 1)
            add_bare_forms(c, ts_utf8_trim(ts_str_sub(s, 0, at)), from, true);
        at += len;
    }
    return from;
}

/* True where the form ends or begins with a part that is the name of the site or of a section. */
static bool carries_name(const ts_title_forms *c, const ts_title_form *f)
{
    ts_str s = ts_str_of(f->text);
    for (size_t at = 0; at < s.len;) {
        size_t len = cut_at(c, s, at, c->sources[f->from].scope);
        if (len &&
            (is_name(c, ts_str_sub(s, at + len, s.len), true) || is_name(c, ts_str_sub(s, 0, at), true)))
            return true;
        if (len)
            at += len;
        else
            ts_utf8_next(s, &at);
    }
    return false;
}

/* --- votes --- */

/* True for a part that nobody says as a whole, torn from what one says who means the headline alone. */
static bool is_torn(const ts_title_forms *c, const ts_title_form *f)
{
    bool torn = false;
    for (int k = 0; k < c->form_count; k++) {
        const ts_title_form *g = &c->forms[k];
        if (g->whole && ts_str_eq(g->bare, f->bare))
            return false;
        bool inside = g->whole && c->sources[g->from].scope != TS_TITLE_MORE && g->bare.len > f->bare.len &&
                      (ts_str_starts(g->bare, f->bare) || ts_str_ends(g->bare, f->bare));
        bool remark = ts_title_remark(ts_str_of(g->text)) > 0 || g->text[0] == '[';
        torn = torn || (inside && !remark && !carries_name(c, g));
    }
    return torn;
}

/* Each source supports its own text fully, and its parts a little less. */
static void vote_sources(ts_title_forms *c)
{
    for (int i = 0; i < c->form_count; i++) {
        ts_title_form *f = &c->forms[i];
        double best[TS_TITLE_FORMS] = {0};
        for (int k = 0; k < c->form_count; k++) {
            const ts_title_form *other = &c->forms[k];
            double share = other->whole ? 1 : 0.8;
            if (ts_str_eq(other->bare, f->bare) && share > best[other->from])
                best[other->from] = share;
        }
        for (int s = 0; s < c->source_count; s++)
            f->votes += best[s] * c->sources[s].weight;
        f->votes -= is_torn(c, f) ? TORN_PENALTY : 0;
        if (ts_title_names_site(&c->names, f->bare, !f->whole) || ts_title_names_label(&c->names, f->bare))
            f->votes -= NAME_PENALTY;
        else if (carries_name(c, f))
            f->votes -= CARRIED_PENALTY;
    }
}

/* Counts against those without a word of the address's slug where another has most of them. */
static void vote_slug(ts_title_forms *c, ts_str slug)
{
    double shares[TS_TITLE_FORMS], most = 0;
    for (int i = 0; i < c->form_count; i++) {
        shares[i] = ts_title_slug_share(slug, c->forms[i].text);
        most = shares[i] > most ? shares[i] : most;
    }
    for (int i = 0; i < c->form_count && most >= SLUG_TOLD; i++)
        c->forms[i].votes -= shares[i] < SLUG_LEAST ? SLUG_PENALTY : 0;
}

void ts_title_forms_vote(ts_title_forms *c, ts_str slug)
{
    vote_sources(c);
    if (slug.len)
        vote_slug(c, slug);
}

const char *ts_title_forms_written(const ts_title_forms *c, const ts_title_form *best)
{
    for (int i = 0; i < c->form_count; i++) {
        const ts_title_form *f = &c->forms[i];
        if (f->whole && c->sources[f->from].scope == TS_TITLE_HEADING &&
            ts_title_same_signs(ts_str_of(f->text), ts_str_of(best->text)))
            return f->text;
    }
    return best->text;
}

/* The form of that source, -1: of any, that most support. */
static const ts_title_form *best_form(const ts_title_forms *c, int from)
{
    const ts_title_form *best = NULL;
    for (int i = 0; i < c->form_count; i++) {
        const ts_title_form *f = &c->forms[i];
        if ((from < 0 || f->from == from) &&
            (!best || f->votes > best->votes + 1e-9 ||
             (f->votes > best->votes - 1e-9 && f->bare.len > best->bare.len)))
            best = f;
    }
    return best;
}

const ts_title_form *ts_title_forms_best(const ts_title_forms *c)
{
    return best_form(c, -1);
}

const char *ts_title_forms_other(const ts_title_forms *c, int source, const ts_title_form *chosen)
{
    const ts_title_form *f = best_form(c, source);
    bool other = f && f->votes >= OTHER_LEAST && f->bare.len >= TS_TITLE_TELLING &&
                 ts_str_find(f->bare, chosen->bare, 0) == TS_NPOS &&
                 ts_str_find(chosen->bare, f->bare, 0) == TS_NPOS;
    ts_str s = ts_str_of(other ? f->text : NULL);
    for (size_t at = 0; at < s.len && other; ts_utf8_next(s, &at))
        other = !cut_at(c, s, at, TS_TITLE_MORE);
    return other ? f->text : NULL;
}
