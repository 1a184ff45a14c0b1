/* Data files of a site: data/crew.yaml is site.data.crew in templates. */
#ifndef TS_SITE_DATA_H
#define TS_SITE_DATA_H

#include "site/site.h"

/* Reads all of data/ into site->data, an empty map where there is no such folder. */
bool ts_data_read(ts_site *site, ts_error *error);

#endif
