/* A small program on libtearsheet: the pages of captures, by a site's rules, filters and templates.
 * Usage: site FOLDER CAPTURE… */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <tearsheet.h>

static int complain(tearsheet_error *error)
{
    fprintf(stderr, "%s: %s\n", tearsheet_error_source(error), tearsheet_error_message(error));
    tearsheet_error_free(error);
    return 1;
}

static int print_page(tearsheet_site *site, const json_t *article)
{
    tearsheet_error *error = NULL;
    char *record = json_dumps(json_object_get(article, "article"), 0);
    const char *page = tearsheet_site_render(site, record ? record : "", NULL, NULL, &error);
    free(record);
    return page ? puts(page) < 0 : complain(error);
}

int main(int argc, char **argv)
{
    tearsheet_error *error = NULL;
    tearsheet_site *site = tearsheet_site_open(argv[1], &error);
    int failed = site ? 0 : complain(error);
    for (int i = 2; site && i < argc; i++) {
        const char *answer = tearsheet_site_convert(site, argv[i], NULL, 0, NULL, &error);
        json_t *json = answer ? json_loads(answer, 0, NULL) : NULL, *article;
        size_t n;
        failed += answer ? 0 : complain(error);
        json_array_foreach(json_object_get(json, "articles"), n, article) failed += print_page(site, article);
        json_decref(json);
    }
    tearsheet_site_free(site);
    return failed != 0;
}
