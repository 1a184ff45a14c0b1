/* The signs by which notes are referred to, and which they begin with: "1", "[1]", "¹", "*". */
#ifndef TS_ARTICLE_NOTE_SIGN_H
#define TS_ARTICLE_NOTE_SIGN_H

#include "base/str.h"

/* Bytes of a sign and what parts it from the text at the beginning of a note: "1. ", "[1] ", "¹ ", or ". "
 * where the sign has gone; 0 where there is none. `sign` is as the reference shows it. `bare`: "1 " is one
 * too. */
size_t ts_note_skip_sign(ts_str note, ts_str sign, bool bare);

#endif
