/* Where in HTML or XML a point of a template stands, found by following its text as a browser's tokenizer
 * would. What may be written there, and how it is escaped, is decided from this alone, before any value is
 * known.
 *
 * The tracker errs on the safe side: what it cannot follow for certain is a fault with a sentence, never a
 * guess. */
#ifndef TS_SCRIPT_PLACE_H
#define TS_SCRIPT_PLACE_H

#include "base/buf.h"

typedef enum ts_where {
    TS_AT_TEXT, /* element text */
    TS_AT_OPEN, /* behind "<" or "</" */
    TS_AT_TAG_NAME,
    TS_AT_TAG,    /* in a tag, between attributes */
    TS_AT_NAME,   /* in the name of an attribute */
    TS_AT_EQUALS, /* behind the name, "=" may come */
    TS_AT_VALUE,  /* behind "=", before the value */
    TS_AT_QUOTED, /* in a value between quotes */
    TS_AT_BARE,   /* in a value without quotes */
    TS_AT_COMMENT,
    TS_AT_MARKUP, /* <!doctype …>, <? … ?>, CDATA */
    TS_AT_RAW,    /* in an element whose content has no tags: script, style, title, … */
} ts_where;

typedef enum ts_element {
    TS_EL_PLAIN,
    TS_EL_RCDATA, /* title, textarea */
    TS_EL_SCRIPT,
    TS_EL_JSON, /* script of a JSON type */
    TS_EL_STYLE,
    TS_EL_OPAQUE, /* script of another type, iframe, xmp, …: nothing may be written there */
    TS_EL_META,
    TS_EL_ANIMATE, /* SVG animations, which can set any attribute of others */
} ts_element;

typedef enum ts_attr {
    TS_ATTR_PLAIN,
    TS_ATTR_URL,
    TS_ATTR_LOAD, /* an address that browsers run as code or take as the base of all others */
    TS_ATTR_SRCSET,
    TS_ATTR_STYLE,
    TS_ATTR_EVENT,   /* onclick and its like */
    TS_ATTR_TYPE,    /* type of a script */
    TS_ATTR_SRCDOC,  /* a whole document inside */
    TS_ATTR_REFUSED, /* http-equiv, what animations set */
} ts_attr;

typedef enum ts_address {
    TS_URL_START,
    TS_URL_VALUE,  /* only a written value so far: a ":" could still make it a scheme */
    TS_URL_PATH,   /* literal text so far, no "?" or "#" */
    TS_URL_QUERY,  /* behind "?" or "#"; in srcset the descriptor */
    TS_URL_UNSURE, /* begun in one branch and not in another */
} ts_address;

/* Inside scripts and styles. */
typedef enum ts_code {
    TS_CODE_PLAIN,
    TS_CODE_DOUBLE, /* "…" */
    TS_CODE_SINGLE, /* '…' */
    TS_CODE_TICK,   /* `…` */
    TS_CODE_LINE,   /* comment to the end of the line */
    TS_CODE_BLOCK,  /* comment */
    TS_CODE_REGEX,  /* /…/ */
    TS_CODE_CLASS,  /* […] in it */
    TS_CODE_URL,    /* behind url( of CSS, before the address */
    TS_CODE_URL_BARE,
    TS_CODE_URL_DOUBLE,
    TS_CODE_URL_SINGLE,
} ts_code;

/* What a "/" would be in JavaScript that follows here. */
typedef enum ts_slash {
    TS_SLASH_REGEX,  /* the begin of a regular expression: behind operators, and at the start */
    TS_SLASH_DIVIDE, /* behind a value */
    TS_SLASH_WORD,   /* that hangs on the word before it: `return`, or a name */
    TS_SLASH_UNSURE, /* only a parser knows */
} ts_slash;

/* Template literals inside one another that are followed. */
#define TS_TICKS_MAX 4

typedef struct ts_place {
    bool xml;
    ts_where where;
    ts_element element;
    ts_attr attr;
    ts_address url;
    ts_code code;
    ts_slash slash;
    unsigned char ticks;                /* ${ … } of template literals that are open */
    unsigned char braces[TS_TICKS_MAX]; /* "{" open in each of them */
    char word[12];                      /* of the script, the one that came last; "" when too long */
    bool in_word;
    bool dollar;           /* a "$" of a template literal came last */
    char quote;            /* of the value */
    char markup;           /* '>' or '?' or ']': what ends it */
    unsigned char foreign; /* svg and math elements we are in, where script, style and title are not HTML's */
    bool closing;          /* an end tag */
    bool unsure;           /* code that the tracker cannot follow any more */
    bool pending;          /* a backslash, a "-" of a comment, or a "/" of a tag came last */
    bool cut;              /* a template tag stood right behind a name */
    bool bad_scheme;       /* the literal head of the address names a scheme that is not safe */
    bool typed;            /* the script has its type attribute */
    bool equiv;            /* the meta has http-equiv */
    bool content;          /* something was written into the meta's content */
    char tag[16];          /* lower case, cut */
    char name[20];         /* of the attribute, lower case, cut */
    char head[32];         /* of the value: type of a script, scheme of an address; "" when too long */
    size_t head_len;
    int line; /* at which the construct we are in began */
} ts_place;

/* What an expression is written as. */
typedef enum ts_form {
    TS_FORM_TEXT,      /* element text: html passes */
    TS_FORM_ATTR,      /* quoted values, RCDATA, comments */
    TS_FORM_URL,       /* a whole address */
    TS_FORM_LOAD,      /* a whole address on the site itself */
    TS_FORM_FRAME,     /* a whole address that is shown inside the page */
    TS_FORM_PATH,      /* part of an address, "/" kept */
    TS_FORM_QUERY,     /* part of an address */
    TS_FORM_JSON,      /* a literal in JavaScript or JSON */
    TS_FORM_JSON_ATTR, /* the same in an attribute */
    TS_FORM_JS_STRING, /* inside a literal string */
    TS_FORM_JS_TICK,   /* inside a template literal */
    TS_FORM_JS_REGEX,  /* inside a regular expression: the text itself */
    TS_FORM_CSS_STRING,
    TS_FORM_CSS_URL,   /* a whole address in url() */
    TS_FORM_CSS_VALUE, /* a number, a colour, a word */
    TS_FORM_XML,
} ts_form;

void ts_place_init(ts_place *place, bool xml);

/* Moves over literal text. `line` is the text's first. On a fault returns false with its byte offset and
 * sentence. `last`: nothing but the end of the file follows. */
bool ts_place_text(ts_place *place, ts_str text, int line, bool last, size_t *at, const char **fault);

/* Moves over an expression and says how to write it; false with a sentence where nothing may be written. */
bool ts_place_write(ts_place *place, ts_form *form, const char **fault);
/* Moves over a statement or comment; false where one may not stand. */
bool ts_place_tag(ts_place *place, const char **fault);

/* Whether the two are the same place as far as what may follow goes. */
bool ts_place_same(const ts_place *a, const ts_place *b);
/* `a` becomes the place behind two branches; false where they end in places too different. */
bool ts_place_join(ts_place *a, const ts_place *b);

/* `start` becomes the place behind a block or include that began there and ends at `end`: the same, but that
 * in an address nobody knows what others put in its stead. False where it ends in another place. */
bool ts_place_settle(ts_place *start, const ts_place *end);

/* The place in words: "in the value of `href`". */
void ts_place_words(const ts_place *place, ts_buf *out);

/* For the files of the tracker: the character at text[i] inside CSS, and inside JavaScript or JSON. */
void ts_place_style(ts_place *place, ts_str text, size_t i);
void ts_place_script(ts_place *place, ts_str text, size_t i);
/* The same inside a block comment of either. */
void ts_place_comment(ts_place *place, ts_str text, size_t i);
/* At the start of a script, a style or an attribute that holds one. */
void ts_place_begin_code(ts_place *place);
/* Behind a template tag in a script: `value`, one that wrote a value. */
void ts_place_script_tag(ts_place *place, bool value);
/* How a value is written inside code; false with a sentence. */
bool ts_place_write_code(ts_place *place, ts_form *form, const char **fault);
/* The same inside an address. */
bool ts_place_write_address(ts_place *place, ts_form *form, const char **fault);
/* The next character of an address. False with a fault. */
bool ts_place_address(ts_place *place, char c, const char **fault);
/* What the tag's name or the attribute's name makes of it. */
void ts_place_classify_tag(ts_place *place);
void ts_place_classify_attr(ts_place *place);
/* The type of a script, once its value is complete. */
void ts_place_classify_type(ts_place *place);

#endif
