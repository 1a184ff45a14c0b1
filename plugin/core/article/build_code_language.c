#include "article/build_code.h"

#include <stdlib.h>
#include <string.h>

/* Elements around a block of code that may still name its language. */
enum { AROUND = 6 };

/* Sorted. */
static const char *const KNOWN[] = {"actionscript",
                                    "ada",
                                    "apache",
                                    "applescript",
                                    "arduino",
                                    "as3",
                                    "asm",
                                    "assembly",
                                    "awk",
                                    "bash",
                                    "bat",
                                    "batch",
                                    "c",
                                    "c#",
                                    "c++",
                                    "clojure",
                                    "cmake",
                                    "cobol",
                                    "coffee",
                                    "coffeescript",
                                    "console",
                                    "cpp",
                                    "cs",
                                    "csharp",
                                    "css",
                                    "csv",
                                    "cython",
                                    "dart",
                                    "delphi",
                                    "diff",
                                    "docker",
                                    "dockerfile",
                                    "elisp",
                                    "elixir",
                                    "elm",
                                    "erlang",
                                    "f#",
                                    "fortran",
                                    "fsharp",
                                    "glsl",
                                    "go",
                                    "golang",
                                    "graphql",
                                    "groovy",
                                    "handlebars",
                                    "haskell",
                                    "hcl",
                                    "hlsl",
                                    "html",
                                    "http",
                                    "ini",
                                    "java",
                                    "javascript",
                                    "jinja",
                                    "js",
                                    "json",
                                    "jsonc",
                                    "jsx",
                                    "julia",
                                    "kotlin",
                                    "latex",
                                    "less",
                                    "liquid",
                                    "lisp",
                                    "lua",
                                    "make",
                                    "makefile",
                                    "markdown",
                                    "matlab",
                                    "md",
                                    "mermaid",
                                    "mysql",
                                    "nasm",
                                    "nginx",
                                    "nim",
                                    "nix",
                                    "objc",
                                    "objective-c",
                                    "objectivec",
                                    "ocaml",
                                    "octave",
                                    "pascal",
                                    "patch",
                                    "perl",
                                    "pgsql",
                                    "php",
                                    "plaintext",
                                    "plsql",
                                    "powershell",
                                    "prolog",
                                    "protobuf",
                                    "ps1",
                                    "py",
                                    "pycon",
                                    "python",
                                    "python3",
                                    "r",
                                    "racket",
                                    "rb",
                                    "ruby",
                                    "rust",
                                    "sas",
                                    "sass",
                                    "scala",
                                    "scheme",
                                    "scss",
                                    "sed",
                                    "sh",
                                    "shell",
                                    "solidity",
                                    "sql",
                                    "svelte",
                                    "swift",
                                    "systemverilog",
                                    "tcl",
                                    "terraform",
                                    "tex",
                                    "toml",
                                    "ts",
                                    "tsx",
                                    "typescript",
                                    "vb",
                                    "vba",
                                    "vbnet",
                                    "verilog",
                                    "vhdl",
                                    "vim",
                                    "vue",
                                    "wasm",
                                    "xml",
                                    "yaml",
                                    "yml",
                                    "zig",
                                    "zsh"};

static int compare(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

static bool is_known(ts_str name)
{
    char z[24];
    if (!name.len || name.len >= sizeof z)
        return false;
    for (size_t i = 0; i < name.len; i++)
        z[i] = (char)(name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' ? name.ptr[i] | 0x20 : name.ptr[i]);
    z[name.len] = '\0';
    return bsearch(z, KNOWN, sizeof KNOWN / sizeof *KNOWN, sizeof *KNOWN, compare);
}

static bool is_none(ts_str name)
{
    static const char *const NONE[] = {"none", "undefined", "null", "auto", "default", NULL};
    return !name.len || ts_str_is_one_of(name, NONE);
}

/* What a class word says by how it begins. Where `sure`, it is a language whatever it is called. */
static ts_str language_of_word(ts_str word, bool sure)
{
    static const struct {
        const char *text;
        bool sure;
    } PREFIXES[] = {{"language-", true},
                    {"lang-", true},
                    {"highlight-source-", true},
                    {"brush:", true},
                    {"mw-highlight-lang-", true},
                    {"highlight-", false},
                    {"bg_", false},
                    {"type-", false},
                    {"enlighter-l-", false}};
    for (size_t i = 0; i < sizeof PREFIXES / sizeof *PREFIXES; i++) {
        ts_str prefix = ts_str_of(PREFIXES[i].text);
        if (!ts_str_starts(word, prefix))
            continue;
        ts_str name = ts_str_sub(word, prefix.len, word.len);
        size_t end = 0;
        while (end < name.len && !strchr(";`,", name.ptr[end]))
            end++;
        name = ts_str_sub(name, 0, end);
        return (sure && PREFIXES[i].sure) || is_known(name) ? name : (ts_str){0};
    }
    return (ts_str){0};
}

static bool is_highlighter(ts_str word)
{
    static const char *const NAMES[] = {"highlight",   "hljs",   "sourceCode",        "source",
                                        "prettyprint", "chroma", "syntaxhighlighter", "codehilite",
                                        "code",        NULL};
    return ts_str_is_one_of(word, NAMES);
}

/* The language that a class attribute names: "language-c", "brush: js", "hljs python". */
static ts_str language_in(const char *classes, bool sure)
{
    ts_str rest = ts_str_of(classes), bare = {0}, found = {0};
    bool highlighter = false, brush = false;
    for (ts_str word; !found.len && ts_str_word(&rest, &word);) {
        found = language_of_word(brush ? ts_str_sub(word, 0, ts_str_find_char(word, ';', 0)) : word, sure);
        if (brush && !found.len)
            found = ts_str_sub(word, 0, ts_str_find_char(word, ';', 0));
        brush = ts_str_is(word, "brush:");
        highlighter = highlighter || is_highlighter(word);
        bare = bare.len || !is_known(word) ? bare : word;
    }
    if (!found.len && highlighter)
        found = bare;
    return is_none(found) ? (ts_str){0} : found;
}

/* "lang" is also what says the language of people. */
static ts_str language_by_attribute(const ts_node *node)
{
    static const char *const NAMES[] = {"data-lang", "data-language", "data-enlighter-language"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        ts_str name = ts_str_trim(ts_str_of(ts_node_attr(node, NAMES[i])));
        if (!is_none(name) && ts_str_find_char(name, ' ', 0) == TS_NPOS &&
            ts_str_find_char(name, '`', 0) == TS_NPOS)
            return name;
    }
    ts_str name = ts_str_trim(ts_str_of(ts_node_attr(node, "lang")));
    return name.len > 2 && is_known(name) ? name : (ts_str){0};
}

static ts_str language_of(const ts_node *node, bool sure)
{
    ts_str name = node ? language_in(ts_node_attr(node, "class"), sure) : (ts_str){0};
    return name.len || !node ? name : language_by_attribute(node);
}

/* True where more than the code may stand. */
static bool is_of_page(const ts_node *node)
{
    static const char *const NAMES[] = {"body", "article", "main", "section", "li", "dd", "blockquote", NULL};
    return ts_str_is_one_of(ts_str_of(ts_node_name(node)), NAMES);
}

ts_str ts_code_language(const ts_node *box, const ts_node *code)
{
    ts_str name = language_of(code, true);
    if (!name.len && box != code)
        name = language_of(box, true);
    const ts_node *node = ts_node_parent(box);
    for (int i = 0; !name.len && node && !is_of_page(node) && i < AROUND; i++, node = ts_node_parent(node))
        name = language_of(node, i == 0);
    return name;
}
