#include "app/search.h"
#include "app/print.h"
#include "base/file.h"

#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static bool run(const char *program, const ts_build_report *report)
{
    const char *words[] = {
        program, "--silent", "--site", report->output, "--force-language", report->search_language, NULL};
    pid_t child;
    int status = 0;
    return posix_spawnp(&child, program, NULL, NULL, (char *const *)words, environ) == 0 &&
           waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void ts_search_index(const char *site, const ts_build_report *report)
{
    ts_arena *arena = ts_arena_new();
    const char *own = ts_path_join(arena, site, "node_modules/.bin/pagefind");
    if (report->search && !run(access(own, X_OK) == 0 ? own : "pagefind", report))
        ts_print_warning(ts_path_join(arena, site, "site.lua"),
                         "The search page has no index: pagefind is not there, or failed. It comes with npm: "
                         "npm install pagefind");
    ts_arena_free(arena);
}
