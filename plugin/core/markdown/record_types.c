/* The fields that the maps of a record have: reading any other in a template is an error. */
#include "markdown/record.h"

#include <stddef.h>

#define TYPE(variable, word, ...)                                                                            \
    static const char *const variable##_fields[] = {__VA_ARGS__, NULL};                                      \
    const ts_type variable = {word, variable##_fields, TS_SHARED_BY_NONE}

TYPE(ts_person_type, "person", "name", "role", "path");
TYPE(ts_party_type, "party", "name", "url");
TYPE(ts_image_type, "image", "src", "alt", "caption", "credit", "width", "height");
TYPE(ts_hop_type, "hop", "role", "name", "url", "date", "evidence");
TYPE(ts_rights_type, "rights", "license", "holder", "notice");
TYPE(ts_capture_type, "capture", "file", "url", "media_type", "charset", "sha256", "captured_at");
TYPE(ts_warning_type, "warning", "code", "message");
