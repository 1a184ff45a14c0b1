/* What pages embed from elsewhere, by address and class. Data in plugin/rules/embeds. */
#ifndef TS_RULES_EMBEDS_H
#define TS_RULES_EMBEDS_H

#include "base/arena.h"
#include "base/str.h"

typedef struct ts_embed {
    const char *url; /* of the page that shows it */
    const char *provider;
} ts_embed;

/* The absolute address of a frame; false where no rule knows it. What is found lives in the arena. */
bool ts_embed_of_frame(ts_arena *arena, ts_str url, ts_embed *embed);
/* The same for an element that stands for a frame, by its name and that of what it shows: "lite-youtube". */
bool ts_embed_of_element(ts_arena *arena, const char *name, ts_str id, ts_embed *embed);
/* Who shows what a quotation of one of these classes quotes; NULL where no rule knows any. */
const char *ts_embed_of_quote(ts_arena *arena, ts_str classes);

#endif
