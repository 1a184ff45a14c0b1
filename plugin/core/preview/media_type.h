/* What a file is, by its ending, as HTTP says it. */
#ifndef TS_PREVIEW_MEDIA_TYPE_H
#define TS_PREVIEW_MEDIA_TYPE_H

/* "text/html; charset=utf-8", …; "application/octet-stream" for an ending nobody knows. */
const char *ts_media_type(const char *path);

#endif
