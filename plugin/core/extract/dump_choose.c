/* The body of a text dump by the model: the run of lines that is likeliest, without those in it that are not.
 */
#include "extract/dump.h"

#include "extract/line_features.h"
#include "extract/threshold.h"
#include "text/utf8.h"

/* What a run of lines must be likelier than, as a share of what each of them must be. */
#define RUN_LEVEL 0.8f

/* The least probability of a paragraph that goes on where the run ends, or stands in it; and in an article of
 * less than so many columns. */
#define GOES_ON_LEAST 0.2f
#define SHORT_LEAST 0.05f
#define SHORT_WIDTH 600
/* Lines of a row of buttons below the first paragraphs. */
#define ROW_LINES 12
/* Headings with numbers that make a sequence. */
#define NUMBERED_MIN 3
/* What is left of the probability of a line that leads elsewhere. */
#define LINKED 0.3f

static bool goes_on(const ts_dump_line *line, float least)
{
    return (line->prose || line->ended) && !line->rule_class && line->probability >= least;
}

/* So is it behind an advertisement. */
static bool may_pass(const ts_dump_line *line, float least)
{
    return goes_on(line, least) || (line->rule_class && !line->last && !ts_dump_says_end(line));
}

static float threshold(const ts_dump *dump)
{
    size_t n = dump->lines.len;
    ts_likely *pieces = ts_arena_alloc(dump->arena, (n + 1) * sizeof *pieces);
    for (size_t i = 0; i < n; i++)
        pieces[i] = (ts_likely){dump->lines.items[i].probability, (float)dump->lines.items[i].width};
    return ts_threshold(pieces, n);
}

/* The run whose lines are, by their size, most above `level`. */
static void find_run(ts_dump *dump, float level)
{
    double best = 0, sum = 0;
    size_t start = 0;
    for (size_t i = 0; i < dump->lines.len; i++) {
        const ts_dump_line *line = &dump->lines.items[i];
        if (sum <= 0) {
            sum = 0;
            start = i;
        }
        sum += (double)(line->probability - level) * (double)line->width;
        if (sum <= best)
            continue;
        best = sum;
        dump->first = start;
        dump->end = i + 1;
    }
}

/* The article ends where it is said to. */
static void close_run(ts_dump *dump)
{
    size_t prose = 0;
    for (size_t i = dump->first; i < dump->end; i++) {
        const ts_dump_line *line = &dump->lines.items[i];
        if (prose >= TS_DUMP_CLOSED && ts_dump_says_end(line))
            dump->end = i;
        prose += line->prose ? line->width : 0;
    }
}

/* Paragraphs that go on where the run begins and ends, or stand in it, are the article's if they are at all
 * likely: in a short one each alone looks like a teaser. `run` is what the lines looked like without the
 * model. */
static void keep_going_on(ts_dump *dump, const ts_dump *run)
{
    size_t kept = 0;
    for (size_t i = dump->first; i < dump->end; i++)
        kept += dump->lines.items[i].unlikely ? 0 : dump->lines.items[i].width;
    float least = kept < SHORT_WIDTH ? SHORT_LEAST : GOES_ON_LEAST;
    for (size_t i = dump->first; i < dump->end; i++)
        if (goes_on(&dump->lines.items[i], least))
            dump->lines.items[i].unlikely = false;
    size_t top = run->first < dump->first ? run->first : dump->first;
    top = top > ROW_LINES ? top - ROW_LINES : 0;
    for (size_t i = dump->first;
         i > top && may_pass(&dump->lines.items[i - 1], least) &&
         (i > run->first || !dump->lines.items[i - 1].ended || dump->lines.items[i - 1].prose);
         i--)
        if (!dump->lines.items[i - 1].rule_class) {
            dump->lines.items[i - 1].unlikely = false;
            dump->first = i - 1;
        }
    for (size_t i = dump->end; i < run->end && may_pass(&dump->lines.items[i], least); i++)
        if (!dump->lines.items[i].rule_class) {
            dump->lines.items[i].unlikely = false;
            dump->end = i + 1;
        }
}

/* A heading stands over what follows it, and is kept with that. */
static void keep_headings(ts_dump *dump)
{
    for (size_t i = dump->end; i-- > dump->first + 1;) {
        ts_dump_line *heading = &dump->lines.items[i - 1];
        const ts_dump_line *below = heading + 1;
        if (heading->level && !heading->linked && !heading->rule_class && !below->unlikely &&
            !below->rule_class)
            heading->unlikely = false;
    }
}

/* The number that opens the line, with a mark behind it: "3. ", "3)", "3、"; 0 where none does. */
static unsigned number_of(ts_str text)
{
    static const uint32_t MARKS[] = {'.', ')', 0x3001, 0xFF0E, 0xFF09};
    unsigned number = 0;
    size_t i = 0;
    for (; i < text.len && i < 3 && text.ptr[i] >= '0' && text.ptr[i] <= '9'; i++)
        number = number * 10 + (unsigned)(text.ptr[i] - '0');
    uint32_t mark = i && i < text.len ? ts_utf8_next(text, &i) : 0;
    for (size_t k = 0; k < sizeof MARKS / sizeof *MARKS; k++)
        if (mark == MARKS[k] && i < text.len && ts_digit_value((unsigned char)text.ptr[i]) < 0)
            return number;
    return 0;
}

/* Headings that count up, three at the least, most of them with paragraphs below, are all the article's. */
static void keep_numbered(ts_dump *dump)
{
    size_t found = 0, over = 0;
    for (size_t i = dump->first; i < dump->end; i++) {
        const ts_dump_line *line = &dump->lines.items[i];
        bool next = number_of(line->text) == found + 1 && !line->rule_class && !line->linked;
        found += next;
        over += next && i + 1 < dump->end && line[1].prose && !line[1].unlikely;
    }
    if (found < NUMBERED_MIN || over * 2 < found)
        return;
    found = 0;
    for (size_t i = dump->first; i < dump->end; i++) {
        ts_dump_line *line = &dump->lines.items[i];
        if (number_of(line->text) != found + 1 || line->rule_class || line->linked)
            continue;
        found++;
        line->unlikely = false;
    }
}

void ts_dump_choose(ts_dump *dump, const float *rows)
{
    size_t n = dump->lines.len;
    ts_dump run = *dump;
    double *likely = ts_arena_alloc(dump->arena, (n + 1) * sizeof *likely);
    if (!dump->model->line.trees.len || dump->first >= dump->end)
        return;
    ts_forest_probabilities(&dump->model->line, rows, n, TS_LINE_FEATURE_COUNT, likely);
    for (size_t i = 0; i < n; i++)
        dump->lines.items[i].probability = (float)likely[i] * (dump->lines.items[i].linked ? LINKED : 1);
    float least = threshold(dump);
    find_run(dump, RUN_LEVEL * least);
    for (size_t i = 0; i < n; i++)
        dump->lines.items[i].unlikely = dump->lines.items[i].probability < least;
    close_run(dump);
    keep_going_on(dump, &run);
    keep_headings(dump);
    keep_numbered(dump);
}
