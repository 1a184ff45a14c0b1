/* Writing what needs no Lua: a machine with one register. A step that finds anything but what it is made for
 * ends the run, and all that it wrote is taken back. */
#include "script/direct.h"

#include "text/date.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Steps between two looks at the budget. */
#define CHARGED 1000

typedef struct held {
    const ts_value *value; /* NULL: nil */
    bool lenient;          /* its unknown fields are nil */
    ts_value own;          /* where `value` stands if it is of none of the trees */
    char digits[24];
    int slot; /* of the stack, for what is read of a table */
} held;

typedef struct loop {
    const ts_value *list;
    bool lenient;
    size_t next;
} loop;

typedef struct machine {
    lua_State *L;
    ts_script *script;
    const ts_template *t;
    const ts_direct *direct;
    held value, other;
    loop loops[TS_DIRECT_NESTS];
    int found[TS_DIRECT_NAMES]; /* where on the stack each name is; 0: not yet looked for; -1: nowhere */
} machine;

/* Where the function finds its arguments. */
enum { NUMBER = 1, ENVIRONMENT, LOCALS };

/* --- values --------------------------------------------------------------------------------------------- */

static bool is_true(const ts_value *value)
{
    return value && value->kind != TS_NIL && (value->kind != TS_BOOL || value->boolean);
}

static void set_own(held *h, ts_value own)
{
    h->own = own;
    h->value = &h->own;
}

static void set_bool(held *h, bool b)
{
    set_own(h, (ts_value){.kind = TS_BOOL, .boolean = b});
}

static void set_text(held *h, ts_str text)
{
    set_own(h, (ts_value){.kind = TS_STRING, .string = text});
}

/* The Lua value at an index that keeps it. False for a table, a function, a float. */
static bool from_lua(machine *m, int index, held *h)
{
    ts_str text;
    switch (lua_type(m->L, index)) {
    case LUA_TNIL:
        h->value = NULL;
        return true;
    case LUA_TBOOLEAN:
        set_bool(h, lua_toboolean(m->L, index));
        return true;
    case LUA_TNUMBER:
        set_own(h, (ts_value){.kind = TS_INT, .integer = lua_tointeger(m->L, index)});
        return lua_isinteger(m->L, index);
    case LUA_TSTRING:
        text.ptr = lua_tolstring(m->L, index, &text.len);
        set_text(h, text);
        return true;
    default:
        return ts_value_borrow(m->L, index, &h->value, &h->lenient);
    }
}

/* The same, but of a plain table the fields of the operand that lead to a value. */
static bool load_lua(machine *m, int index, const ts_operand *o, held *h, size_t *fields)
{
    for (; lua_istable(m->L, index); index = h->slot) {
        if (*fields == o->fields.len || lua_getmetatable(m->L, index))
            return false;
        const ts_str name = o->fields.items[(*fields)++];
        lua_pushlstring(m->L, name.ptr, name.len);
        lua_rawget(m->L, index);
        lua_replace(m->L, h->slot);
    }
    return from_lua(m, index, h);
}

/* Where on the stack the variable of the environment stays; -1: there is none. */
static int find_name(machine *m, unsigned i)
{
    const ts_str name = m->direct->names[i];
    if (m->found[i] == 0) {
        lua_pushlstring(m->L, name.ptr, name.len);
        bool found = ts_functions_find(m->L, ENVIRONMENT, lua_gettop(m->L));
        m->found[i] = found ? lua_gettop(m->L) : -1;
    }
    return m->found[i];
}

static bool load_root(machine *m, const ts_operand *o, held *h, size_t *fields)
{
    int index;
    const loop *l = &m->loops[o->number % TS_DIRECT_NESTS];
    h->lenient = false;
    switch (o->root) {
    case TS_ROOT_CONSTANT:
        h->value = &o->constant;
        return true;
    case TS_ROOT_COMMON:
        h->value = m->script->common[o->number];
        ts_recall_common(m->script, h->value);
        return true;
    case TS_ROOT_LOCAL:
        return load_lua(m, LOCALS + (int)o->number, o, h, fields);
    case TS_ROOT_NAME:
    case TS_ROOT_ASKED:
        h->value = NULL;
        index = find_name(m, o->number);
        return index < 0 ? o->root == TS_ROOT_ASKED : load_lua(m, index, o, h, fields);
    case TS_ROOT_ITEM:
        h->value = l->list->list.items[l->next - 1];
        h->lenient = l->lenient;
        return true;
    case TS_ROOT_NUMBER:
        set_own(h, (ts_value){.kind = TS_INT, .integer = (int64_t)l->next});
        return true;
    }
    return false;
}

static bool load(machine *m, const ts_operand *o, held *h)
{
    size_t i = 0;
    bool ok = load_root(m, o, h, &i);
    for (; ok && i < o->fields.len; i++)
        ok = h->value && h->value->kind == TS_MAP &&
             ts_value_read(m->script, h->value, h->lenient, o->fields.items[i], &h->value);
    return ok;
}

/* --- steps ---------------------------------------------------------------------------------------------- */

/* Whether the value stands in the buffer in which more than one step makes texts. */
static bool is_made(const machine *m)
{
    const ts_value *own = &m->value.own;
    return m->value.value == own && own->kind == TS_STRING && own->string.ptr == m->script->text.ptr;
}

static bool is_nil(const ts_value *value)
{
    return !value || value->kind == TS_NIL;
}

static bool compare(machine *m, const ts_direct_op *op)
{
    if (!load(m, op->operand, &m->other))
        return false;
    const ts_value *a = m->value.value, *b = m->other.value;
    bool same;
    if (op->code == TS_DIRECT_MORE) {
        if (!a || !b || a->kind != TS_INT || b->kind != TS_INT)
            return false;
        set_bool(&m->value, a->integer > b->integer);
        return true;
    }
    if (is_nil(a) || is_nil(b))
        same = is_nil(a) && is_nil(b);
    else if (a->kind == TS_STRING && b->kind == TS_STRING)
        same = ts_str_eq(a->string, b->string);
    else if (a->kind == TS_STRING || b->kind == TS_STRING)
        same = false;
    else
        return false;
    set_bool(&m->value, same == (op->code == TS_DIRECT_EQUAL));
    return true;
}

static bool count(machine *m)
{
    const ts_value *value = m->value.value;
    if (!value || value->kind != TS_LIST)
        return false;
    set_own(&m->value, (ts_value){.kind = TS_INT, .integer = (int64_t)value->list.len});
    return true;
}

/* A word without plural forms and values. */
static bool find_word(machine *m)
{
    const ts_value *key = m->value.value;
    if (!key || key->kind != TS_STRING)
        return false;
    m->value.value = ts_value_find(m->script->common[TS_COMMON_I18N], key->string);
    return m->value.value && m->value.value->kind == TS_STRING &&
           ts_str_find_char(m->value.value->string, '{', 0) == TS_NPOS;
}

static bool write_date(machine *m, const char *style)
{
    const ts_value *value = m->value.value;
    ts_date date;
    if (is_nil(value))
        return true;
    if (value->kind != TS_STRING || is_made(m))
        return false;
    if (!ts_date_iso(value->string, &date))
        return true;
    ts_buf *out = ts_script_text(m->script);
    if (!ts_date_words(out, &date, m->script->common[TS_COMMON_I18N], style))
        return false;
    set_text(&m->value, ts_buf_str(out));
    return true;
}

static bool make_absolute(machine *m)
{
    const ts_value *value = m->value.value;
    if (!value || value->kind != TS_STRING || is_made(m))
        return false;
    ts_buf *out = ts_script_text(m->script);
    ts_functions_link(m->script, out, value->string, true);
    set_text(&m->value, ts_buf_str(out));
    return true;
}

static bool begin_loop(machine *m, const ts_direct_op *op)
{
    const ts_value *value = m->value.value;
    if (!value || value->kind != TS_LIST)
        return false;
    m->loops[op->loop] = (loop){value, m->value.lenient, 0};
    return true;
}

/* False at the end, which is where a list has nil. */
static bool take_item(machine *m, const ts_direct_op *op)
{
    loop *l = &m->loops[op->loop];
    return l->next < l->list->list.len && !is_nil(l->list->list.items[l->next]) && ++l->next;
}

static bool write_link(machine *m, ts_form form)
{
    ts_script *script = m->script;
    const ts_value *to = m->value.value;
    size_t start = script->out->len;
    if (!to || to->kind != TS_STRING || is_made(m) || !ts_write_link(script, to->string, form))
        return false;
    ts_recall_link(script, start, to->string, form);
    return true;
}

static bool write_value(machine *m, ts_form form)
{
    const ts_value *value = m->value.value;
    if (value && value->kind == TS_INT) {
        held *h = &m->value;
        int len = snprintf(h->digits, sizeof h->digits, "%" PRId64, value->integer);
        set_text(h, (ts_str){h->digits, (size_t)len});
        return form != TS_FORM_JSON && form != TS_FORM_JSON_ATTR && ts_write_plain(m->script, h->value, form);
    }
    if (form == TS_FORM_JSON || form == TS_FORM_JSON_ATTR)
        return !is_made(m) && ts_write_literal(m->script, value, form);
    return is_nil(value) || ts_write_plain(m->script, value, form);
}

static bool write_entry(machine *m, const ts_direct_op *op)
{
    ts_script *script = m->script;
    const ts_entry *entry = &m->t->entries.items[op->to];
    script->at_chunk = m->t->chunk;
    script->at_offset = entry->offset;
    if (op->code == TS_DIRECT_WRITE && !write_value(m, entry->form))
        return false;
    if (op->code == TS_DIRECT_LINK && !write_link(m, entry->form))
        return false;
    ts_buf_put(script->out, entry->text);
    return !script->out->full;
}

/* One step; `at` is the number of the next one, which it may change. */
static bool step(machine *m, const ts_direct_op *op, size_t *at)
{
    switch (op->code) {
    case TS_DIRECT_TEXT:
    case TS_DIRECT_WRITE:
    case TS_DIRECT_LINK:
        return write_entry(m, op);
    case TS_DIRECT_LOAD:
        return load(m, op->operand, &m->value);
    case TS_DIRECT_NOT:
        set_bool(&m->value, !is_true(m->value.value));
        return true;
    case TS_DIRECT_LENGTH:
        return count(m);
    case TS_DIRECT_EQUAL:
    case TS_DIRECT_DIFFERS:
    case TS_DIRECT_MORE:
        return compare(m, op);
    case TS_DIRECT_WORD:
        return find_word(m);
    case TS_DIRECT_DATE:
        return write_date(m, op->operand->constant.string.ptr);
    case TS_DIRECT_ABSOLUTE:
        return make_absolute(m);
    case TS_DIRECT_UNLESS:
        *at = is_true(m->value.value) ? *at : op->to;
        return true;
    case TS_DIRECT_IF:
        *at = is_true(m->value.value) ? op->to : *at;
        return true;
    case TS_DIRECT_JUMP:
        *at = op->to;
        return true;
    case TS_DIRECT_LOOP:
        return begin_loop(m, op);
    case TS_DIRECT_NEXT:
        *at = take_item(m, op) ? *at : op->to;
        return true;
    }
    return false;
}

static bool run(machine *m)
{
    const ts_direct *d = m->direct;
    size_t steps = 0;
    bool ok = true;
    for (size_t at = 0; ok && at < d->ops.len; steps++) {
        if (steps % CHARGED == CHARGED - 1)
            ts_script_charge(m->L, CHARGED);
        const ts_direct_op *op = &d->ops.items[at++];
        ok = step(m, op, &at);
    }
    ts_script_charge(m->L, steps % CHARGED);
    return ok;
}

static int run_direct(lua_State *L)
{
    ts_script *script = ts_script_of(L);
    const ts_template *t = lua_touserdata(L, lua_upvalueindex(1));
    size_t n = (size_t)lua_tointeger(L, NUMBER);
    const ts_direct *d = t->directs.items[n < t->directs.len ? n : 0];
    machine m;
    m.L = L;
    m.script = script;
    m.t = t;
    m.direct = d;
    m.value.slot = LOCALS + (int)d->local_count;
    m.other.slot = m.value.slot + 1;
    memset(m.found, 0, sizeof m.found);
    size_t start = script->out->len, links = ts_recall_links(script);
    luaL_checkstack(L, 3 * TS_DIRECT_NAMES + 12, "templates");
    lua_settop(L, m.other.slot);
    if (!(d->uses & script->shadowed) && run(&m))
        return 0;
    ts_buf_truncate(script->out, start);
    ts_recall_unlink(script, links);
    lua_pushboolean(L, true);
    return 1;
}

void ts_direct_push(lua_State *L, ts_template *t)
{
    lua_pushlightuserdata(L, t);
    lua_pushcclosure(L, run_direct, 1);
}
