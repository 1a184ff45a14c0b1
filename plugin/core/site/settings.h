/* site.lua, checked key by key. */
#ifndef TS_SITE_SETTINGS_H
#define TS_SITE_SETTINGS_H

#include "site/site.h"

/* Fills the settings from the table that site.lua returned (NULL: all defaults). `source` stands in messages.
 * An unknown key, a value of the wrong type or one that makes no sense is TS_SETTINGS. */
bool ts_settings_read(ts_arena *arena, const ts_value *table, const char *source, ts_settings *settings,
                      ts_error *error);

/* An address as base_url wants it: absolute, http or https, without query, "/" at its end; "" stays "". NULL
 * and TS_SETTINGS otherwise. */
const char *ts_settings_base_url(ts_arena *arena, const char *url, const char *source, ts_error *error);

#endif
