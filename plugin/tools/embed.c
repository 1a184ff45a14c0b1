/* embed OUT FILE…: writes the files as C arrays, sorted by name, for base/baked.h. The name of plugin/rules/x
 * is rules/x, that of build/…/made/rules/x as well; all others keep their path. OUT is written only when it
 * would change. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *name_of(const char *path)
{
    const char *made = strstr(path, "/made/");
    return made ? made + 6 : strncmp(path, "plugin/", 7) == 0 ? path + 7 : path;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(name_of(*(char *const *)a), name_of(*(char *const *)b));
}

/* One file as `static const unsigned char bytes_N[] = {…};`. Its length, or -1. */
static long embed(FILE *out, const char *path, int n)
{
    FILE *in = fopen(path, "rb");
    if (!in) {
        perror(path);
        return -1;
    }
    fprintf(out, "/* %s */\nstatic const unsigned char bytes_%d[] = {", name_of(path), n);
    long len = 0;
    for (int c; (c = getc(in)) != EOF; len++)
        fprintf(out, "%s%d,", len % 24 ? "" : "\n", c);
    fprintf(out, "0};\n");
    fclose(in);
    return len;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: embed OUT FILE…\n");
        return 2;
    }
    int n = argc - 2;
    char **paths = argv + 2;
    long *lens = calloc((size_t)n + 1, sizeof *lens);
    FILE *out = fopen(argv[1], "wb");
    if (!out || !lens) {
        perror(argv[1]);
        return 1;
    }
    qsort(paths, (size_t)n, sizeof *paths, by_name);
    fprintf(out, "/* Made by plugin/tools/embed. */\n#include \"base/baked.h\"\n");
    for (int i = 0; i < n; i++)
        if ((lens[i] = embed(out, paths[i], i)) < 0)
            return 1;
    fprintf(out, "const ts_baked ts_baked_files[] = {\n");
    for (int i = 0; i < n; i++)
        fprintf(out, "    {\"%s\", bytes_%d, %ld},\n", name_of(paths[i]), i, lens[i]);
    fprintf(out, "    {0, 0, 0}};\nconst size_t ts_baked_count = %d;\n", n);
    free(lens);
    return fclose(out) == 0 ? 0 : 1;
}
