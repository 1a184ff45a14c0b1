/* /_tearsheet/rule: site rules for one block of a capture.
 *
 * GET ?file=…&block=N&action=keep|drop|title|date|author →
 * {"file":"rules/x.txt","rules":[{"rule":…,"blocks":N, "found":…}]}; POST
 * {"file":…,"block":N,"action":…,"rule":…} writes one of those, POST {"file":…,"remove":…} takes a line out
 * again; both answer {"written":"rules/x.txt"}. What cannot be done is {"error":{"message":…}}. Only this
 * computer may write. */
#ifndef TS_PREVIEW_RULE_ROUTE_H
#define TS_PREVIEW_RULE_ROUTE_H

#include "preview/routes.h"

void ts_rule_suggest(const ts_request *request, ts_answer *answer);
void ts_rule_write(const ts_request *request, ts_answer *answer);

#endif
