/* Hostile values in every place of HTML and XML. What a browser would run, load or break on must not come
 * out. */
#include "script_helper.h"

static void element_text(void **state)
{
    assert_with("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<p>{{ x }}</p>",
                "<script>alert(1)</script>");
    assert_with("<title>&lt;/title&gt;</title>", "<title>{{ x }}</title>", "</title>");
    assert_with("<textarea>&lt;/textarea&gt;</textarea>", "<textarea>{{ x }}</textarea>", "</textarea>");
    assert_with("<!-- --&gt; --><p>&lt;</p>", "<!-- {{ x }} --><p>{{ '<' }}</p>", "-->");
    assert_with("a &lt; b <c d=\"e\"></c>", "a {{ '<' }} b <c d=\"e\"></c>", NULL);
    assert_with("a < b &lt;", "a < b {{ x }}", "<");
}

static void attributes(void **state)
{
    assert_with("<p title=\"&quot; onclick=&quot;x\">", "<p title=\"{{ x }}\">", "\" onclick=\"x");
    assert_with("<p title='&#39; onclick=&#39;x'>", "<p title='{{ x }}'>", "' onclick='x");
    assert_with("<p data-a=\"javascript:x\">", "<p data-a=\"{{ x }}\">", "javascript:x");
    assert_with("<p class=\"a b c\" hidden>", "<p class=\"a {{ x }} c\"{% if x then %} hidden{% end %}>",
                "b");
    assert_with("<p title = \"b\">", "<p title = \"{{ x }}\">", "b");
}

static void addresses(void **state)
{
    static const char *const bad[] = {"javascript:alert(1)",
                                      "JaVaScRiPt:alert(1)",
                                      " javascript:alert(1)",
                                      "java\nscript:alert(1)",
                                      "\x01javascript:alert(1)",
                                      "vbscript:x",
                                      "data:text/html,<script>alert(1)</script>",
                                      "jav\tascript:x",
                                      NULL};
    for (size_t i = 0; bad[i]; i++) {
        assert_with("<a href=\"#unsafe-link\">", "<a href=\"{{ x }}\">", bad[i]);
        assert_with("<img src='#unsafe-link'>", "<img src='{{ x }}'>", bad[i]);
        assert_with("<form action=\" #unsafe-link\">", "<form action=\" {{ x }}\">", bad[i]);
        assert_with("<p data-href=\"#unsafe-link\">", "<p data-href=\"{{ x }}\">", bad[i]);
        assert_with("<p tweeturl=\"#unsafe-link\">", "<p tweeturl=\"{{ x }}\">", bad[i]);
        assert_with("<iframe src=\"about:invalid#unsafe-link\"></iframe>",
                    "<iframe src=\"{{ x }}\"></iframe>", bad[i]);
        assert_with("<svg><a xlink:href=\"#unsafe-link\"></svg>", "<svg><a xlink:href=\"{{ x }}\"></svg>",
                    bad[i]);
    }
    assert_with("<a href=\"https://a.example/b?c=d&amp;e\">", "<a href=\"{{ x }}\">",
                "https://a.example/b?c=d&e");
    assert_with("<a href=\"/a/b%22%3E/c\">", "<a href=\"/a/{{ x }}\">", "b\">/c");
    assert_with("<a href=\"/%2Fevil.example\">", "<a href=\"/{{ x }}\">", "/evil.example");
    assert_with("<a href=\"?q=a%26b%3Dc%2Fd#e%23\">", "<a href=\"?q={{ x }}#{{ 'e#' }}\">", "a&b=c/d");
    assert_with("<a href=\"javascript%3Aalert%281%29\">", "<a href=\"{{ '' }}{{ x }}\">",
                "javascript:alert(1)");
    assert_with("<a href=\"javascript%3Aalert%281%29\">", "<a href=\"java{{ x }}\">", "script:alert(1)");
    assert_with("<a href=\"https://a%3A.example/\">", "<a href=\"https://{{ x }}.example/\">", "a:");
    assert_with("<img srcset=\"#unsafe-link 1x, b%20c.png 2x\">",
                "<img srcset=\"{{ x }} 1x, {{ 'b c.png' }} {{ 2 }}x\">", "javascript:x");
    assert_with("<a href=\"/a/#unsafe\">", "<a href=\"{% if x then %}/a/{% else %}/b/{% end %}#{{ x }}\">",
                "unsafe");
}

static void scripts(void **state)
{
    assert_with("<script>let a = \"\\u003C/script>\\u003C!--\";</script>",
                "<script>let a = {{ x }};</script>", "</script><!--");
    assert_with("<script>let a = '\\u0027;alert(1)//', b = \"\\u0022\";</script>",
                "<script>let a = '{{ x }}', b = \"{{ '\"' }}\";</script>", "';alert(1)//");
    assert_with("<script>let a = null, b = true, c = [1, -2];</script>",
                "<script>let a = {{ nil }}, b = {{ true }}, c = [{{ 1 }},{{ -2 }}];</script>", NULL);
    assert_with("<script>let s = \"it's\", b = \"x\";</script>",
                "<script>let s = \"it's\", b = {{ x }};</script>", "x");
    assert_with("<script>/* it's */ let b = \"x\"; // don't\nf(\"x\")</script>",
                "<script>/* it's */ let b = {{ x }}; // don't\nf({{ x }})</script>", "x");
    assert_with("<script type=\"application/ld+json\">{\"a\":\"\\u003C/script>\"}</script>",
                "<script type=\"application/ld+json\">{{ { a = x } }}</script>", "</script>");
    assert_with("<script type='application/json'>{\"a\": \"\\u0022\"}</script>",
                "<script type='application/json'>{\"a\": \"{{ x }}\"}</script>", "\"");
    assert_with("<script type=\"application/ld+json\">[\"harbour\",\"rail\",\"music\"]</script>",
                "<script type=\"application/ld+json\">{{ article.tags }}</script>", NULL);
}

/* A "/" divides or opens a regular expression: shown by the quote in it, which opens a string or not. */
static void slashes(void **state)
{
    static const char *const regex[] = {
        "",    "a = ", "f(", "[",     "a, ", "a ? b : ", "return ",    "a || ", "typeof ",
        "a; ", "a + ", "!",  "case ", "{",   "/* c */ ", "a = // c\n", NULL};
    static const char *const divide[] = {"a",        "a ",           "a.return ", "b[0] ",    "42 ",
                                         "\"a\" ",   "`a` ",         "x1 ",       "{{ 1 }} ", "a = /b/ ",
                                         "returns ", "instanceofs ", NULL};
    static const char *const neither[] = {"f() ", "{} ", "a++ ", "{% if x then %}a{% end %}", "1. ", NULL};
    char template[120], expected[120];
    for (size_t i = 0; regex[i]; i++) {
        snprintf(template, sizeof template, "<script>%s/\"[/]/; b = {{ x }}</script>", regex[i]);
        snprintf(expected, sizeof expected, "<script>%s/\"[/]/; b = \"q\"</script>", regex[i]);
        assert_with(expected, template, "q");
    }
    for (size_t i = 0; divide[i]; i++) {
        snprintf(template, sizeof template, "<script>%s/ b / \"{{ x }}\"</script>", divide[i]);
        snprintf(expected, sizeof expected, "<script>%s/ b / \"q\"</script>", i == 8 ? "1 " : divide[i]);
        assert_with(expected, template, "q");
    }
    for (size_t i = 0; neither[i]; i++) {
        snprintf(template, sizeof template, "<script>%s/ b; c = {{ x }}</script>", neither[i]);
        assert_fails("a.html:1:", template);
        snprintf(template, sizeof template, "<script>%s// it's\n c = {{ x }}</script>", neither[i]);
        snprintf(expected, sizeof expected, "<script>%s// it's\n c = \"q\"</script>",
                 i == 3 ? "a" : neither[i]);
        assert_with(expected, template, "q");
    }
}

static void literals(void **state)
{
    assert_with("<script>let a = `b \\u0060\\u0024\\u007Balert(1)\\u007D`;</script>",
                "<script>let a = `b {{ x }}`;</script>", "`${alert(1)}");
    assert_with("<script>let a = `${ f({b: \"q\", c: `${\"q\"} d \\u0024` }) } \\u0024 \\${ \\u0024`, e = "
                "\"q\";</script>",
                "<script>let a = `${ f({b: {{ x }}, c: `${ {{- x -}} } d {{ '$' }}` }) } {{ '$' }} \\${ {{ "
                "'$' }}`, e = {{ x }};"
                "</script>",
                "q");
    assert_with("<script>let a = /^b\\u002F\\u002F\\u0028$/g, c = \"//(\";</script>",
                "<script>let a = /^b{{ x }}$/g, c = {{ x }};</script>", "//(");
    assert_with("<script>let a = /[a\\u005D\\u002F]/;</script>", "<script>let a = /[a{{ x }}]/;</script>",
                "]/");
    assert_fails("a.html:1:23: A template tag right behind the `$`", "<script>let a = `b${{ x }}`;</script>");
    assert_fails("a.html:1:18: The script before", "<script>a = b/{{ x }}</script>");
    assert_fails("a.html:1:28: The script before", "<script>`${`${`${`${`${ {{ x }} }`}`}`}`}`</script>");
}

static void event_handlers(void **state)
{
    assert_with("<a onclick=\"f(&quot;\\&quot;);alert(1)//&quot;)\">", "<a onclick=\"f({{ x }})\">",
                "\");alert(1)//");
    assert_with("<a onclick=\"f('\\u0027);alert(1)//')\">", "<a onclick=\"f('{{ x }}')\">", "');alert(1)//");
    assert_with("<a onclick='f(\"\\u0026#39;\")'>", "<a onclick='f(\"{{ x }}\")'>", "&#39;");
    assert_with("<svg ONLOAD=\"f({&quot;a&quot;:[&quot;&quot;]})\"></svg>",
                "<svg ONLOAD=\"f({{ {a = {''}} }})\"></svg>", NULL);
    assert_with("<a onclick=\"a && f(&quot;b&quot;)\">", "<a onclick=\"a && f({{ x }})\">", "b");
    assert_fails("a.html:1:", "<a onclick=\"f(&#39;{{ x }}&#39;)\">");
    assert_fails("a.html:1:", "<a onclick=\"f('&{{ x }}')\">");
    assert_fails("a.html:1:", "<a onclick={{ x }}>");
}

/* What runs as code, or moves what does, comes from the site itself. */
static void loaded_code(void **state)
{
    static const char *const other[] = {"https://evil.example/a.js",
                                        "//evil.example/a.js",
                                        "/\\evil.example/a.js",
                                        " \t//evil.example",
                                        "\\/evil.example",
                                        "data:image/png,a",
                                        "/\n/evil.example",
                                        "#a",
                                        " ?a",
                                        NULL};
    for (size_t i = 0; other[i]; i++) {
        assert_with("<script src=\"about:invalid#unsafe-link\"></script>",
                    "<script src=\"{{ x }}\"></script>", other[i]);
        assert_with("<base href=\"about:invalid#unsafe-link\">", "<base href=\"{{ x }}\">", other[i]);
        assert_with("<embed src=\"about:invalid#unsafe-link\">", "<embed src=\"{{ x }}\">", other[i]);
        assert_with("<object data=\"about:invalid#unsafe-link\">", "<object data=\"{{ x }}\">", other[i]);
        assert_with("<svg><script xlink:href=\"about:invalid#unsafe-link\"></script></svg>",
                    "<svg><script xlink:href=\"{{ x }}\"></script></svg>", other[i]);
    }
    assert_with("<script src=\"../assets/a.js?b#c\"></script>", "<script src=\"{{ x }}\"></script>",
                "../assets/a.js?b#c");
    assert_with("<script src=\"https://cdn.example/a.js\"></script>",
                "<script src=\"https://cdn.example/{{ x }}\"></script>", "a.js");
}

/* Browsers read references and tags in what is raw text in HTML. */
static void foreign_elements(void **state)
{
    assert_with(
        "<svg><title><a href=\"#unsafe-link\">&lt;</a></title></svg><title>x</title>",
        "<svg><title><a href=\"{{ 'javascript:x' }}\">{{ '<' }}</a></title></svg><title>{{ x }}</title>",
        "x");
    assert_with("<svg/><script>f(\"x\")</script>", "<svg/><script>f({{ x }})</script>", "x");
    assert_with("<svg><svg></svg><title><b>&lt;</b></title></svg><script>f(\"x\")</script>",
                "<svg><svg></svg><title><b>{{ '<' }}</b></title></svg><script>f({{ x }})</script>", "x");
    assert_fails("a.html:1:17: A value inside a script", "<svg><script>{{ x }}</script></svg>");
    assert_fails("a.html:1:17: A value inside a script", "<math><style>{{ x }}</style></math>");
    assert_fails("a.html:1:", "<svg><set attributeName=\"href\" to=\"{{ x }}\"/></svg>");
    assert_fails("a.html:1:", "{% if x then %}<svg>{% end %}<title>{{ x }}</title>");
}

static void styles(void **state)
{
    assert_with("<style>a { color: #f0a; width: 12.5px }</style>",
                "<style>a { color: {{ x }}; width: {{ 12.5 }}px }</style>", "#f0a");
    assert_with("<style>a { color: unsafe-value }</style>", "<style>a { color: {{ x }} }</style>",
                "red;} b{");
    assert_with("<p style=\"color: unsafe-value\">", "<p style=\"color: {{ x }}\">", "url(javascript:x)");
    assert_with("<style>a::before { content: \"\\00003C\\00002Fstyle\\00003E\" }</style>",
                "<style>a::before { content: \"{{ x }}\" }</style>", "</style>");
    assert_with("<p style='font-family: \"a\\000022b\"'>", "<p style='font-family: \"{{ x }}\"'>", "a\"b");
    assert_with("<style>a { background: url( '\\00002Fa.png\\00003Fb\\00003D\\000027\\000029' ) }</style>",
                "<style>a { background: url( '{{ x }}' ) }</style>", "/a.png?b=')");
    assert_with("<p style=\"background: url(#unsafe-link)\">", "<p style=\"background: url({{ x }})\">",
                "javascript:x");
    assert_with("<style>a { background: URL(/b/%22%29/c?d=e%26f) }</style>",
                "<style>a { background: URL(/b/{{ x }}?d={{ 'e&f' }}) }</style>", "\")/c");
    assert_with("<style>a { src: url(\"b\"), url('/c') } d { color: red }</style>",
                "<style>a { src: url(\"b\"), url('/c') } d { color: {{ x }} }</style>", "red");
}

static void xml(void **state)
{
    const file files[] = {
        {"a.xml", "<?xml version=\"1.0\"?><a b=\"{{ '\"<' }}\" href='{{ \"javascript:x\" }}'>{{ '&' }}"
                  "{{ article.html }}<title>{{ '<' }}</title><script>{{ '<' }}</script></a>"},
        {NULL, NULL}};
    assert_files(
        "<?xml version=\"1.0\"?><a b=\"&#34;&#60;\" href='#unsafe-link'>&#38;&#60;p&#62;One &#38;amp; two"
        "&#60;/p&#62;<title>&#60;</title><script>&#60;</script></a>",
        files, "a.xml");
}

static void names_in_any_case(void **state)
{
    assert_with("<A HREF=\"#unsafe-link\">", "<A HREF=\"{{ x }}\">", "javascript:x");
    assert_with("<SCRIPT>f(\"x\")</sCript ><p>x</p>", "<SCRIPT>f({{ x }})</sCript ><p>{{ x }}</p>", "x");
    assert_with("<TITLE>a</TITLEX>x</TITLE>x", "<TITLE>a</TITLEX>{{ x }}</TITLE>{{ x }}", "x");
    assert_with("<a\nhref\n=\n\"#unsafe-link\"/>", "<a\nhref\n=\n\"{{ x }}\"/>", "javascript:x");
}

/* Text that the tracker must follow to the right place, shown by what a value behind it becomes. */
static void text_is_followed(void **state)
{
    static const char *const in_text[] = {"<!-->",
                                          "<!--->",
                                          "<!-- a -- > b -->",
                                          "<!-- a --!>",
                                          "<!doctype html>",
                                          "<?php a ?>",
                                          "</p>",
                                          "</>",
                                          "</ p>",
                                          "<p a='>' b=\">\" c=d>",
                                          "<p/>",
                                          "<a b/ c>",
                                          "< p a=\"",
                                          "<3 a=\"",
                                          "<style>a</style>",
                                          "<script>a</script >",
                                          "<script>'</script>",
                                          "<title><p a=\"</title>",
                                          "<script>/*</script>",
                                          "<iframe><!--</iframe>",
                                          "<p a=b/>",
                                          "<p a=>",
                                          "<p a= >",
                                          "<svg:title>",
                                          NULL};
    for (size_t i = 0; in_text[i]; i++) {
        char template[100], expected[100];
        snprintf(template, sizeof template, "%s{{ x }}", in_text[i]);
        snprintf(expected, sizeof expected, "%s%s", in_text[i], "&quot;");
        assert_with(expected, template, "\"");
        snprintf(template, sizeof template, "%s{{ article.html }}", in_text[i]);
        snprintf(expected, sizeof expected, "%s<p>One &amp; two</p>", in_text[i]);
        assert_with(expected, template, NULL); /* html passes in element text only */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(element_text),
        cmocka_unit_test(attributes),
        cmocka_unit_test(addresses),
        cmocka_unit_test(scripts),
        cmocka_unit_test(slashes),
        cmocka_unit_test(literals),
        cmocka_unit_test(event_handlers),
        cmocka_unit_test(loaded_code),
        cmocka_unit_test(foreign_elements),
        cmocka_unit_test(styles),
        cmocka_unit_test(xml),
        cmocka_unit_test(names_in_any_case),
        cmocka_unit_test(text_is_followed),
    };
    return cmocka_run_group_tests_name("script/place", tests, NULL, NULL);
}
