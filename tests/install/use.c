/* A program that has only what `make install` gives it: the header, the library, pkg-config. */
#include <stdio.h>
#include <string.h>
#include <tearsheet.h>

int main(void)
{
    static const char page[] = "# A new pier for Saltby\n\nThe pier opens on Monday.\n";
    tearsheet_error *error = NULL;
    tearsheet_article *article = tearsheet_convert_bytes(page, sizeof page - 1, "pier.md", NULL, &error);
    if (!article) {
        printf("%s\n", tearsheet_error_message(error));
        tearsheet_error_free(error);
        return 1;
    }
    printf("%s: %s\n", tearsheet_version(), tearsheet_article_field(article, "title"));
    tearsheet_article_free(article);
    return strcmp(tearsheet_version(), TEARSHEET_VERSION) != 0;
}
