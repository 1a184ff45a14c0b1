/* parse TIMES FILE…: only libxml2's HTML parser over the files, the floor that a conversion is measured
 * against. Prints the seconds that it took. */
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    double seconds = 0;
    for (int times = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 0; times > 0; times--)
        for (int i = 2; i < argc; i++) {
            double start = now();
            xmlFreeDoc(
                htmlReadFile(argv[i], NULL, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING));
            seconds += now() - start;
        }
    xmlCleanupParser();
    printf("%.4f\n", seconds);
    return 0;
}
