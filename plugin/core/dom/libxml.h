/* libxml2's own names, for the files of dom that ask it. */
#ifndef TS_DOM_LIBXML_H
#define TS_DOM_LIBXML_H

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>

#endif
