#include "build_check.h"

/* Lines in elements of their own, as highlighters draw them, with the numbers beside them. */
static void highlighters_have_lines(void **state)
{
    check("<div class='syntaxhighlighter java'><table><tr><td class=gutter><div class='line "
          "number1'>1</div><div class='line number2'>2</div><div class='line number3'>3</div><td "
          "class=code><div class=container><div class='line number1'><code>int</code> a;</div><div "
          "class='line number2'>&nbsp;</div><div class='line number3'><code>&nbsp;&nbsp;</code>int "
          "b;</div></div></table></div>",
          "pre(java){int a;\n \n  int b;\n}");
    check(
        "<div class=crayon-syntax><div class=crayon-toolbar>A.c</div><div class=crayon-plain-wrap><textarea "
        "class=crayon-plain>int a;</textarea></div><div><table><tr><td class=crayon-nums><div "
        "class=crayon-num>1</div><div class=crayon-num>2</div><td><div class=crayon-pre><div "
        "class=crayon-line>int a;</div><div class=crayon-line>  b;</div></div></table></div></div>",
        "pre(){int a;\n  b;\n}");
    check("<div class=gist><div class='blob-wrapper data type-python'><table class=highlight>\n<tr>\n<td "
          "class=blob-num data-line-number=1></td>\n<td class='blob-code'>import os</td>\n</tr>\n<tr><td "
          "class=blob-num></td><td class=blob-code>\n</td></tr><tr><td class=blob-num>3</td><td "
          "class=blob-code>  x()</td></tr></table></div></div>",
          "pre(python){import os\n\n  x()\n}");
    check("<div class='dp-highlighter bg_java'><div class=bar><b>[java]</b> <a>view</a></div><ol "
          "class=dp-j><li><span>int a;&nbsp;</span></li><li>&nbsp;b;</li></ol></div>",
          "pre(java){int a; \n b;\n}");
    check("<div class=CodeMirror-code><div><div class=CodeMirror-linenumber>1</div><pre "
          "class=CodeMirror-line>a</pre></div><div><pre class=CodeMirror-line><span>\xE2\x80\x8B</span>"
          "</pre></div><div><pre class=CodeMirror-line>  b</pre></div></div>",
          "pre(){a\n\n  b\n}");
    check("<div class=view-lines><div class=view-line>a&nbsp;b</div><div class=view-line>c</div></div>",
          "pre(){a b\nc\n}");
}

static void lines_in_pre_may_be_elements(void **state)
{
    check("<pre><ol class=linenums><li>a</li><li></li><li>b</li></ol></pre>", "pre(){a\n\nb\n}");
    check("<pre><code class='hljs lua'><table><tr><td class=hljs-ln-numbers><div "
          "class=hljs-ln-n>1</div></td><td>a</td></tr><tr><td></td><td>b</td></tr></table></code></pre>",
          "pre(lua){a\nb\n}");
    check("<pre><span class=line>a</span>\n<span class=line></span>\n<span class=line>b</span></pre>",
          "pre(){a\n\nb\n}");
    check("<pre><span class=line>a</span><span class=line></span><span class=line>b</span></pre>",
          "pre(){a\n\nb\n}");
    check("<pre><span class=line>a\n</span><span class=line>\n</span><span class=line>b</span></pre>",
          "pre(){a\n\nb\n}");
    check("<pre><span class=token-line>a<br></span><span class=token-line>b<br></span></pre>",
          "pre(){a\nb\n}");
    check("<pre>a\n<div>b</div>c</pre>", "pre(){a\nb\nc\n}");
}

static void numbers_of_lines_are_none_of_the_code(void **state)
{
    check("<table><tr><td><pre>1\n2</pre><td><pre>a\nb</pre></table>", "pre(){a\nb\n}");
    check("<pre><span class=lineno>1</span>a</pre>", "pre(){a\n}");
    check("<pre><span class=ln>1</span>a\n<span class=ln>2</span>b</pre>", "pre(){a\nb\n}");
    check("<div><pre>a</pre><div class=line-numbers><span>1</span><br><span>2</span></div></div>",
          "pre(){a\n}");
    check("<pre><code class='language-js line-numbers'>a</code></pre>", "pre(js){a\n}");
    check("<pre><span>1</span> a\n<i> 2</i>   b</pre>", "pre(){a\n  b\n}");
    check("<pre><div><b>1</b><div>a</div></div><div><b>2</b><div>b</div></div></pre>", "pre(){a\nb\n}");
    check("<pre><i>1</i> a\nb</pre><pre>1 a\n2 b</pre>", "pre(){1 a\nb\n}pre(){1 a\n2 b\n}");
    check("<pre>\"a\": <span class='token number'>82</span></pre>", "pre(){\"a\": 82\n}");
    check("<p class=line-number>12 boats</p><div class=line-number><img src=/a.jpg></div>",
          "p{12 boats}p{img(http://a.example/a.jpg){}}");
}

static void a_bar_above_code_goes(void **state)
{
    check(
        "<pre><div><span>python</span><span>Copy code</span></div><div><code>a = 1\nb = 2</code></div></pre>",
        "pre(){a = 1\nb = 2\n}");
    check("<pre><code>a</code><span class=copy>Copy</span><button>Copy</button></pre>", "pre(){a\n}");
    check("<pre>$ <code>ls</code> <code>-l</code></pre>", "pre(){$ ls -l\n}");
}

static void a_code_element_may_have_lines(void **state)
{
    check("<p><code>int a;<br>\n&nbsp;&nbsp;int\n  b;</code></p>", "pre(){int a;\n  int b;\n}");
    check("<div class=highlight><code class='hljs cpp'>a\n  b</code></div>", "pre(cpp){a\n  b\n}");
    check("<p><code>a\nb</code></p><p>See <code>a<br>b</code>.</p>", "p{code{a b}}p{See code{a b}.}");
}

static void languages_are_named_in_many_ways(void **state)
{
    check("<pre class='language-c'><code>x</code></pre>", "pre(c){x\n}");
    check("<pre class='brush: js; title: x'>x</pre>", "pre(js){x\n}");
    check("<pre><code class='hljs python'>x</code></pre>", "pre(python){x\n}");
    check("<pre class='sourceCode r'><code>x</code></pre>", "pre(r){x\n}");
    check("<pre data-language=go>x</pre>", "pre(go){x\n}");
    check("<pre lang=ruby>x</pre><pre lang=pl>y</pre>", "pre(ruby){x\n}pre(){y\n}");
    check("<div class='language-c highlighter-rouge'><div "
          "class=highlight><pre><code>x</code></pre></div></div>",
          "pre(c){x\n}");
    check("<figure class='highlight python'><table><tr><td class=gutter><pre>1</pre><td><pre>x</pre></table>"
          "</figure>",
          "pre(python){x\n}");
    check("<div class='highlight-python3'><div class=highlight><pre>x</pre></div></div>",
          "pre(python3){x\n}");
    check("<div class='mw-highlight mw-highlight-lang-lua'><pre>x</pre></div>", "pre(lua){x\n}");
    /* No language. */
    check("<pre class='language-none'>x</pre><pre class='highlight wide'>y</pre>", "pre(){x\n}pre(){y\n}");
    check("<div class=lang-en><div><pre>x</pre></div></div>", "pre(){x\n}");
}

/* In a cell lines cannot be a block. */
static void code_in_a_cell_keeps_its_lines(void **state)
{
    check("<table><tr><th>a<th>b<tr><td><pre>ls\ncd</pre><td>c</table>",
          "table{th{td{a}td{b}}tr{td{code{ls}/code{cd}}td{c}}}");
}

static void the_name_of_a_file_stands_above_its_code(void **state)
{
    check("<figure class=highlight><figcaption>tide.js</figcaption><pre><code>a = 1;\nb = "
          "2;</code></pre></figure>",
          "p{tide.js}pre(){a = 1;\nb = 2;\n}");
    check("<figure><pre><code>a = 1;\nb = 2;</code></pre><figcaption>Listing 1</figcaption></figure>",
          "pre(){a = 1;\nb = 2;\n}p{Listing 1}");
    check("<table class=highlighttable><tr><th colspan=2><span class=filename>tide.py</span><tr><td "
          "class=linenos><pre>1\n2</pre><td class=code><pre>a = 1\nb = 2</pre></table>",
          "p{tide.py}pre(){a = 1\nb = 2\n}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(highlighters_have_lines),
        cmocka_unit_test(lines_in_pre_may_be_elements),
        cmocka_unit_test(numbers_of_lines_are_none_of_the_code),
        cmocka_unit_test(a_bar_above_code_goes),
        cmocka_unit_test(a_code_element_may_have_lines),
        cmocka_unit_test(languages_are_named_in_many_ways),
        cmocka_unit_test(code_in_a_cell_keeps_its_lines),
        cmocka_unit_test(the_name_of_a_file_stands_above_its_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
