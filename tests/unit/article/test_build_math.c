#include "build_check.h"

static void tex_comes_from_where_it_is_named(void **state)
{
    check("<p>a <math><semantics><mi>x</mi><annotation "
          "encoding='application/x-tex'>x_1</annotation></semantics>"
          "</math> b",
          "p{a code{$x_1$} b}");
    check("<p>a <math alttext='{\\displaystyle a^{2}}'><mi>a</mi></math> b", "p{a code{$a^{2}$} b}");
    check("<p>a <math alttext='{\\displaystyle a}{b}'><mi>a</mi></math>",
          "p{a code{${\\displaystyle a}{b}$}}");
    /* What is not shown but drawn: the picture speaks. */
    check("<p>a <span style='display: none'><math alttext='a^2'><mi>a</mi></math></span><img "
          "class=mwe-math-image "
          "aria-hidden=true src=x.svg alt='a^2'> b",
          "p{a code{$a^2$} b}");
}

static void mathml_is_read_back(void **state)
{
    check("<p>a <math><msup><mi>a</mi><mn>2</mn></msup><mo>+</mo><mfrac><mn>1</mn><mrow><mi>b</mi><mo>-</mo>"
          "<mn>2</mn></mrow></mfrac></math> b",
          "p{a code{$a^{2}+\\frac{1}{b-2}$} b}");
    check("<p><math><msub><mrow><mo>{</mo><mi>x</mi></mrow><mi>i</mi></msub> <mi>sin</mi><msqrt><mi>x</mi>"
          "<mn>2</mn></msqrt><mtext> for </mtext><mi>y</mi></math>",
          "p{code{${\\{x}_{i}\\mathrm{sin}\\sqrt{x2}\\text{ for }y$}}");
    check("<p><math><mo>(</mo><mfrac linethickness=0><mi>n</mi><mi>k</mi></mfrac><mo>)</mo></math>",
          "p{code{$({{n} \\atop {k}})$}}");
    check("<math display=block><mtable><mtr><mtd><mi>a</mi></mtd> <mtd><mi>b</mi></mtd></mtr> "
          "<mtr><mtd><mi>c</mi>"
          "</mtd></mtr></mtable></math>",
          "pre(math){\\begin{matrix}a & b \\\\ c\\end{matrix}\n}");
}

static void tex_may_be_written_out(void **state)
{
    check("<p>The area \\(a^2\\) is", "p{The area code{$a^2$} is}");
    check("<p>where $x_1$, $\\beta$ and $5 or $6", "p{where code{$x_1$}, code{$\\beta$} and $5 or $6}");
    check("<p>Then<p>$$x = y$$<p>\\[ y = 1 \\]", "p{Then}pre(math){x = y\n}pre(math){y = 1\n}");
    check("<p>the number \\(n\\) of", "p{the number code{$n$} of}");
    /* What was escaped twice, money, a shell's names, code. */
    check("<p>\\[1\\] and \\(see below\\), \\(1\\)", "p{\\[1\\] and \\(see below\\), \\(1\\)}");
    check("<p>$5_000 and $6", "p{$5_000 and $6}");
    check("<p>$$ and $$, \\(a", "p{$$ and $$, \\(a}");
    check("<p>Set $HOME_DIR or $PATH_X now", "p{Set $HOME_DIR or $PATH_X now}");
    check("<p><code>\\(a\\)</code>", "p{code{\\(a\\)}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tex_comes_from_where_it_is_named),
        cmocka_unit_test(mathml_is_read_back),
        cmocka_unit_test(tex_may_be_written_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
