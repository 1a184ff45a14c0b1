/* Lua states: memory, instructions, chunks. */
#include "script/state.h"

#include "base/baked.h"
#include "script/nodes.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Instructions between two looks at the budget. */
#define HOOK_PERIOD 1000
/* Bytes allocated that count as one instruction. */
#define BYTES_PER_INSTRUCTION 16
/* Values copied that count as one instruction, at the one in ten or so that copies them. */
#define COPIES_PER_INSTRUCTION 50
/* Processor time one call may take, whatever it does: for single instructions that work on huge strings. It
 * decides only whether a call is stopped, never what it writes. */
#define CALL_NANOSECONDS (60 * (int64_t)1000000000)

static int64_t processor_time(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Values behind the named arguments of the function that runs, to the power of two below. Instructions that
 * pass them on copy them all. */
static int64_t count_varargs(lua_State *L, lua_Debug *ar)
{
    int n = 1;
    while (n < LUAI_MAXSTACK && lua_getlocal(L, ar, -n)) {
        lua_pop(L, 1);
        n *= 2;
    }
    return n / 2;
}

/* Called by Lua every HOOK_PERIOD instructions. Once the budget is gone it comes back after each instruction,
 * so that nothing that runs while the error travels up can go on. */
static void count_hook(lua_State *L, lua_Debug *ar)
{
    ts_script *script = ts_script_of(L);
    script->budget -= HOOK_PERIOD;
    if (ar)
        script->budget -= count_varargs(L, ar) * (HOOK_PERIOD / COPIES_PER_INSTRUCTION);
    bool slow = processor_time() - script->started > CALL_NANOSECONDS;
    if (script->budget > 0 && !slow)
        return;
    script->budget = 0;
    lua_sethook(L, count_hook, LUA_MASKCOUNT, 1);
    luaL_error(L, "it was stopped: it ran longer than any script may");
}

/* --- memory --------------------------------------------------------------------------------------------- */

/* What a page leaves behind is what the next one needs: small blocks are kept, up to this many bytes, in
 * lists by their size in units. Not under AddressSanitizer, which is to see each one freed. */
#ifdef TS_UNDER_ASAN
#define SPARE_MAX ((size_t)0)
#define BLOCK_UNIT ((size_t)1)
#else
#define SPARE_MAX ((size_t)1 << 20)
#define BLOCK_UNIT ((size_t)16)
#endif

static size_t units(size_t size)
{
    return (size + BLOCK_UNIT - 1) / BLOCK_UNIT;
}

static void give_block(ts_script *script, void *old, size_t size)
{
    size_t n = units(size);
    if (n >= TS_BLOCK_SIZES || script->spare + n * BLOCK_UNIT > SPARE_MAX) {
        free(old);
        return;
    }
    ts_block *block = old;
    block->next = script->blocks[n];
    script->blocks[n] = block;
    script->spare += n * BLOCK_UNIT;
}

static void *take_block(ts_script *script, size_t size)
{
    size_t n = units(size);
    ts_block *block = n < TS_BLOCK_SIZES ? script->blocks[n] : NULL;
    if (!block)
        return malloc(n * BLOCK_UNIT);
    script->blocks[n] = block->next;
    script->spare -= n * BLOCK_UNIT;
    return block;
}

static void *resize_block(ts_script *script, void *old, size_t old_size, size_t size)
{
    if (!old)
        return take_block(script, size);
    if (units(old_size) >= TS_BLOCK_SIZES && units(size) >= TS_BLOCK_SIZES)
        return realloc(old, units(size) * BLOCK_UNIT);
    void *block = take_block(script, size);
    if (!block)
        return size <= old_size ? old : NULL; /* Lua counts on it that nothing fails to shrink */
    memcpy(block, old, old_size < size ? old_size : size);
    give_block(script, old, old_size);
    return block;
}

static void free_blocks(ts_script *script)
{
    for (size_t n = 0; n < TS_BLOCK_SIZES; n++)
        for (ts_block *block = script->blocks[n], *next; block; block = next) {
            next = block->next;
            free(block);
        }
}

static void *allocate(void *user, void *old, size_t old_size, size_t size)
{
    ts_script *script = user;
    size_t before = old ? old_size : 0;
    if (size == 0) {
        if (old)
            give_block(script, old, before);
        script->held -= before;
        return NULL;
    }
    if (size > before && script->held - before + size > script->limits.memory) {
        script->budget -= (int64_t)(script->held / 256); /* Lua now collects all garbage, which costs time */
        return NULL;
    }
    void *block = resize_block(script, old, before, size);
    if (!block)
        return NULL;
    script->held += size - before;
    if (size > before)
        script->budget -= (int64_t)((size - before) / BYTES_PER_INSTRUCTION);
    if (script->budget < 0 && script->lua)
        lua_sethook(script->lua, count_hook, LUA_MASKCOUNT, 1);
    return block;
}

void ts_script_charge(lua_State *L, size_t work)
{
    ts_script *script = ts_script_of(L);
    script->budget = work < INT64_MAX / 2 ? script->budget - (int64_t)work : -1;
    if (script->budget < 0)
        count_hook(L, NULL);
}

void ts_script_take(lua_State *L, size_t bytes)
{
    ts_script *script = ts_script_of(L);
    script->taken += bytes;
    if (script->taken > script->limits.memory)
        luaL_error(L, "it was stopped: it makes more text than a script may");
}

/* Counting instructions slows each of them down, and what comes with the program is known to end: only a
 * state that has met other code counts. */
static void watch(ts_script *script)
{
    script->started = processor_time();
    lua_sethook(script->lua, count_hook, LUA_MASKCOUNT, HOOK_PERIOD);
}

void ts_script_begin(ts_script *script)
{
    script->taken = 0;
    script->budget = script->limits.instructions;
    if (script->foreign)
        watch(script);
}

void ts_script_end(ts_script *script)
{
    script->budget = INT64_MAX;
    lua_sethook(script->lua, NULL, 0, 0);
    if (script->loaded != LUA_NOREF)
        luaL_unref(script->lua, LUA_REGISTRYINDEX, script->loaded);
    script->loaded = LUA_NOREF;
    ts_arena_free(script->scratch);
    ts_arena_free(script->working);
    script->scratch = script->working = NULL;
    ts_nodes_free_loose(script);
    ts_vec_free(&script->visit);
    ts_article_free(script->sample);
    script->sample = script->article = NULL;
    script->globals = NULL;
    script->page = NULL;
}

ts_arena *ts_script_scratch(ts_script *script)
{
    ts_arena_free(script->scratch);
    return script->scratch = ts_arena_new();
}

ts_buf *ts_script_text(ts_script *script)
{
    ts_buf_clear(&script->text);
    return &script->text;
}

int ts_script_chunk(ts_script *script, const char *path, ts_str source)
{
    ts_chunk chunk = {ts_arena_strdup(script->arena, path),
                      {ts_arena_copy(script->arena, source), source.len}};
    ts_vec_push_in(script->arena, &script->chunks, chunk);
    ts_str baked;
    if (!script->foreign && !(ts_baked_find(path, &baked) && ts_str_eq(baked, source))) {
        script->foreign = true;
        watch(script);
    }
    return (int)script->chunks.len - 1;
}

int ts_script_load(ts_script *script, int chunk, ts_str code)
{
    char name[32];
    snprintf(name, sizeof name, "=ts#%d", chunk);
    return luaL_loadbufferx(script->lua, code.len ? code.ptr : "", code.len, name, "t");
}

bool ts_script_find(ts_script *script, ts_arena *arena, const char *name, ts_str *source, const char **path,
                    ts_error *error)
{
    if (script->load && script->load(script->context, arena, name, source, path, error))
        return true;
    if (error->status != TS_OK || !ts_baked_find(name, source))
        return false;
    *path = name;
    return true;
}

static int open_state(lua_State *L)
{
    ts_script *script = ts_script_of(L);
    lua_newtable(L);
    script->modules = luaL_ref(L, LUA_REGISTRYINDEX);
    script->loaded = script->functions = LUA_NOREF;
    ts_value_open(L);
    ts_nodes_open(L);
    ts_sandbox_open(L);
    return 0;
}

ts_script *ts_script_new(const ts_script_limits *limits, ts_loader load, void *context, ts_error *error)
{
    ts_script *script = ts_malloc(sizeof *script);
    *script = (ts_script){.load = load, .context = context, .at_chunk = -1};
    if (limits)
        script->limits = *limits;
    if (!script->limits.memory)
        script->limits.memory = (size_t)256 << 20;
    if (!script->limits.instructions)
        script->limits.instructions = 200000000;
    script->budget = INT64_MAX;
    script->arena = ts_arena_new();
    script->templates = ts_map_new();
    ts_buf_init(&script->text, TS_BUF_MAX);
    ts_buf_init(&script->code, TS_BUF_MAX);
    lua_State *L = lua_newstate(allocate, script);
    if (!L) {
        ts_fail(error, TS_LIMIT, NULL, 0, 0, "A Lua state does not fit into %zu bytes.",
                script->limits.memory);
        ts_script_free(script);
        return NULL;
    }
    *(ts_script **)lua_getextraspace(L) = script;
    script->lua = L;
    if (!ts_script_call(script, open_state, NULL, TS_INTERNAL, error)) {
        ts_script_free(script);
        return NULL;
    }
    return script;
}

void ts_script_free(ts_script *script)
{
    if (!script)
        return;
    if (script->lua)
        lua_close(script->lua);
    free_blocks(script);
    ts_notes_free(&script->notes);
    ts_recall_free(script->recall);
    ts_map_free(script->templates);
    ts_arena_free(script->scratch);
    ts_arena_free(script->working);
    ts_arena_free(script->arena);
    ts_buf_free(&script->text);
    ts_buf_free(&script->code);
    free(script);
}
