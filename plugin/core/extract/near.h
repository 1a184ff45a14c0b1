/* What stands near the headline and says by its class words what it is: byline, date, source, breadcrumb. */
#ifndef TS_EXTRACT_NEAR_H
#define TS_EXTRACT_NEAR_H

#include "extract/blocks.h"
#include "extract/claims.h"

/* Reads the elements whose blocks begin from `first` up to `last` into the claims of TS_CLAIM_PAGE; those
 * from the headline, at block `title`, on are heard first. */
void ts_near_read(ts_claims *claims, const ts_blocks *blocks, int first, int title, int last,
                  const char *language);

/* The date in brackets or before a dash that opens a headline or a first paragraph: "12.03.2020 - …",
 * "Lakeside (12 March 2020) …", "Lakeside, 12 March 2020: …". Only where no date is known beside the
 * headline. */
void ts_near_dateline(ts_claims *claims, ts_str text, const char *language);

/* The standfirst between the headline's block and the article's first one, `first`, or that one itself. */
void ts_near_dek(ts_claims *claims, const ts_blocks *blocks, int title, int first);

/* The author named right behind the article, where nobody was named before it: blocks from `first` on. */
void ts_near_signature(ts_claims *claims, const ts_blocks *blocks, int first, const char *language);

/* A person's name alone in the date's line, or in the one above or below, between the headline's block and
 * `last`, or as the article's last block, `signature`, or the one behind it: into
 * claims->unlabelled. */
void ts_near_unlabelled(ts_claims *claims, const ts_blocks *blocks, int title, int last, int signature,
                        const char *language);

/* Adds what the page's first links to the site's first page call it, in words or a picture's: its name may be
 * among them. */
void ts_near_home(ts_claims *claims, const ts_blocks *blocks);

/* The path in the page's breadcrumb element, if it has one before block `last`. */
void ts_near_breadcrumb(ts_claims *claims, const ts_blocks *blocks, int last);

/* Licence and holder of the rights, as the page says behind the article: blocks from `first` on. */
void ts_near_rights(ts_claims *claims, const ts_blocks *blocks, int first, const char *language);

/* Tags named by a labelled line behind the article: blocks from `first` on, a few of them. */
void ts_near_tags(ts_claims *claims, const ts_blocks *blocks, int first, const char *language);

/* True for an element that its names call a breadcrumb. */
bool ts_near_is_crumbs(const ts_node *node);

/* Adds the short links to other sites among these blocks: the name of a source is often one. */
void ts_near_links(ts_claims *claims, const ts_blocks *blocks, int first, int last);

/* A name without the signs before it, empty where it has hardly a letter. */
ts_str ts_near_name(ts_str s);

#endif
