#include "build_check.h"

/* The shapes in which encyclopedias, blogs, converters and word processors write them. */
static void notes_are_found(void **state)
{
    check("<p>a<sup id=cite_ref-1><a href='#cite_note-1'>[1]</a></sup> b<sup id=cite_ref-1b><a "
          "href='#cite_note-1'>[1]</a></sup><h2>Notes</h2><ol><li id=cite_note-1><span>^ <a "
          "href='#cite_ref-1'>a</a> <a href='#cite_ref-1b'>b</a></span> <span>Text.</span></ol>",
          "p{aref(1){} bref(1){}}note(1){p{Text.}}");
    check("<p>a<a href='#fn1' id=fnref1><sup>1</sup></a><section><hr><ol><li id=fn1><p>Text.<a "
          "href='#fnref1'>\xE2\x86\xA9</a><p>More.</ol></section>",
          "p{aref(1){}}note(1){p{Text.}p{More.}}");
    check("<p>a<a href='#_ftn1' name=_ftnref1>[1]</a><p><a href='#_ftnref1' name=_ftn1>[1]</a> Text.",
          "p{aref(1){}}note(1){p{Text.}}");
    check("<p>a<a role=doc-noteref href='#n'>*</a><aside id=n>Text.</aside>",
          "p{aref(1){}}note(1){p{Text.}}");
}

/* A raised number is nothing else than a reference: to an item or paragraph, or to what is not there. */
static void raised_marks_are_references(void **state)
{
    check("<p>a<sup><a href='#x'>1</a></sup><p id=x>Text.", "p{aref(1){}}note(1){p{Text.}}");
    check("<p>a<sup>[<a href='#x'>1</a>]</sup> b<a href='/other#x'><sup>*</sup></a>.", "p{a b.}");
    check("<p>a<sup><a href='#x'>12</a></sup><div id=x>Text.</div>", "p{a}p{Text.}");
    check("<p>a<sup><a href='#x'>new</a></sup> b<sup><a href=/x>2</a></sup>",
          "p{anew ba(http://a.example/x){2}}");
}

static void other_links_down_are_no_notes(void **state)
{
    /* Nothing leads back, or only to where all of the page is. */
    check("<p>a<a href='#x'>1</a><p id=x>Text.", "p{a1}p{Text.}");
    check("<div id=top><p><a href='#x'>1</a> <a href='#y'>2</a></div><div id=x>One. <a "
          "href='#top'>up</a></div>",
          "p{1 2}p{One. up}");
    check("<ul><li><a href='#x' id=r>1</a></ul><div id=x><h2><a href='#r'>One</a></h2><p>Text.</div>",
          "ul{item{p{1}}}h2{One}p{Text.}");
    check("<p>a<a href='#x' id=r>A longer link</a><p id=x>Text. <a href='#r'>b</a>",
          "p{aA longer link}p{Text. b}");
}

static void a_note_begins_behind_its_sign(void **state)
{
    check("<p>a<a href='#x'><sup>1</sup></a><p id=x><sup>1</sup> Text.", "p{aref(1){}}note(1){p{Text.}}");
    check("<p>a<sup>[<a id=r href='#x'>1</a>]</sup><div id=x><a href='#r'>1</a>. Text.</div>",
          "p{aref(1){}}note(1){p{Text.}}");
    check("<p>a<a href='#x' id=r>*</a><p id=x>* Text. <a href='#r'>Back</a>",
          "p{aref(1){}}note(1){p{Text.}}");
    check("<p>a<a href='#x'><sup>[1]</sup></a><div id=x>[1] Text.</div>", "p{aref(1){}}note(1){p{Text.}}");
    /* A number that is of the text. */
    check("<p>a<sup><a href='#x'>1</a></sup><ol><li id=x>1 Samuel 3</ol>",
          "p{aref(1){}}note(1){p{1 Samuel 3}}");
    check("<p>a<sup><a href='#x'>1</a></sup><p id=x>1953 it was.", "p{aref(1){}}note(1){p{1953 it was.}}");
}

/* What a note cites has an entry of its own; one note's reference to another is lost, and so the way back. */
static void notes_cite(void **state)
{
    check("<p>a<sup id=r><a href='#x'>1</a></sup><ol><li id=x><b><a href='#r'>^</a></b> <span><a "
          "href='#holt'>Holt 1990</a>, 4.</span></ol><ul><li><cite id=holt>Holt: Piers.</cite></ul>",
          "p{aref(1){}}ul{item{p{emph{Holt: Piers.}}}}note(1){p{Holt 1990, 4.}}");
    check("<p>a<sup id=r><a href='#x'>1</a></sup><ol><li id=x><a href='#r'>^</a> A longer note.<sup id=q><a "
          "href='#y'>2</a></sup><li id=y><a href='#q'>^</a> Two.</ol>",
          "p{aref(1){}}ol1{item{p{Two.}}}note(1){p{A longer note.}}");
}

static void notes_beside_the_text_are_notes(void **state)
{
    check("<p>a<label for=s class='margin-toggle sidenote-number'></label><input type=checkbox id=s "
          "class=margin-toggle><span class=sidenote>A longer <em>note</em>.</span> b",
          "p{aref(1){} b}note(1){p{A longer emph{note}.}}");
    check("<p><i>a<label for=m class=margin-toggle>&#8853;</label><input type=checkbox id=m><span "
          "class=marginnote>A longer note.</span> b</i>",
          "p{emph{aref(1){} b}}note(1){p{A longer note.}}");
    check("<p>Some a<sup class=sn>1</sup><small class=sidenote-body>1. A longer note.</small> b",
          "p{Some aref(1){} b}note(1){p{A longer note.}}");
    check("<p>a<d-footnote>Note.</d-footnote> b", "p{aref(1){} b}note(1){p{Note.}}");
    check("<p>Some a<span class=footnote_referrer><a role=button><sup>[1]</sup></a><span "
          "class=footnote_tooltip>A longer note.</span></span> b",
          "p{Some aref(1){} b}note(1){p{A longer note.}}");
    check("<p>a<div class=sidenote><p>A longer note.</p></div><p>b",
          "p{aref(1){}}p{b}note(1){p{A longer note.}}");
    check("<table><tr><th>a<th>b<tr><td>c<td>d<span class=sidenote>A longer note.</span> e</table>",
          "table{th{td{a}td{b}}tr{td{c}td{dref(1){} e}}}note(1){p{A longer note.}}");
}

static void what_says_that_notes_follow_goes(void **state)
{
    check("<p>a<a href='#x' id=r>[1]</a><h3>Notes</h3><p id=x><a href='#r'>[1]</a> Text.",
          "p{aref(1){}}note(1){p{Text.}}");
    check("<p>a<a href='#x' id=r>[1]</a><p><b>注释：</b><p id=x><a href='#r'>[1]</a> Text.",
          "p{aref(1){}}note(1){p{Text.}}");
    check("<p>a<a href='#x' id=r>[1]</a><p>Notes<p id=x><a href='#r'>[1]</a> Text.",
          "p{aref(1){}}p{Notes}note(1){p{Text.}}");
}

/* A page that shows them at its end too says them twice. */
static void notes_beside_the_text_have_copies(void **state)
{
    check("<p>a<a href='#n1' id=r1><sup>1</sup></a><span class=sidenote>A longer note.</span> b<ol><li "
          "id=n1>A longer note. <a href='#r1'>back</a></ol>",
          "p{aref(1){} b}note(1){p{A longer note.}}");
    check("<p>a<d-footnote id=f>A longer note.</d-footnote> b<ol><li><p>A longer note. <a "
          "href='#f'>[x]</a></ol>",
          "p{aref(1){} b}note(1){p{A longer note.}}");
    check("<p>a<a href='#n1' id=r1><sup>1</sup></a> b<p id=n1>A longer note. <a href='#r1'>x</a><div "
          "class=sidenote><p>A longer note. <a href='#r1'>x</a></div>",
          "p{aref(1){} b}note(1){p{A longer note.}}");
}

static void what_is_called_a_note_may_be_text(void **state)
{
    check("<p><span class=footnote>A paragraph by itself.</span>", "p{A paragraph by itself.}");
    check("<p>Some a <span class=footnote-link>see <a href='#x'>footnote 3 below</a></span> b",
          "p{Some a see footnote 3 below b}");
    check("<p>1 <span class=footnote-text>Text of a note.</span>", "p{1 Text of a note.}");
    check("<div class=sidenote><h3>A box</h3><p>Of its own.</div>", "h2{A box}p{Of its own.}");
    check("<div class=has-sidenotes><p>A longer text.</div>", "p{A longer text.}");
    check("<div class=sidenote>A longer note.</div><p>a", "p{A longer note.}p{a}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_are_found),
        cmocka_unit_test(raised_marks_are_references),
        cmocka_unit_test(other_links_down_are_no_notes),
        cmocka_unit_test(a_note_begins_behind_its_sign),
        cmocka_unit_test(notes_cite),
        cmocka_unit_test(notes_beside_the_text_are_notes),
        cmocka_unit_test(what_says_that_notes_follow_goes),
        cmocka_unit_test(notes_beside_the_text_have_copies),
        cmocka_unit_test(what_is_called_a_note_may_be_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
