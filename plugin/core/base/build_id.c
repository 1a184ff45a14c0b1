#include "base/build_id.h"

#ifdef __ELF__
#include <elf.h>
#include <link.h>
#include <stdint.h>

/* The parts of a note begin at multiples of this. */
#define STEP 4

typedef struct search {
    uintptr_t own; /* an address inside the file that is looked for */
    ts_str id;
} search;

static size_t padded(size_t len)
{
    return (len + STEP - 1) / STEP * STEP;
}

/* The mark among the notes of one segment. */
static ts_str find_mark(const char *notes, size_t len)
{
    while (len >= sizeof(ElfW(Nhdr))) {
        const ElfW(Nhdr) *note = (const void *)notes;
        size_t name = padded(note->n_namesz), whole = sizeof *note + name + padded(note->n_descsz);
        if (whole > len)
            break;
        if (note->n_type == NT_GNU_BUILD_ID && ts_str_is((ts_str){notes + sizeof *note, 3}, "GNU"))
            return (ts_str){notes + sizeof *note + name, note->n_descsz};
        notes += whole;
        len -= whole;
    }
    return (ts_str){0};
}

static int look_into(struct dl_phdr_info *info, size_t size, void *context)
{
    search *s = context;
    ts_str id = {0};
    int ours = 0;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        uintptr_t start = info->dlpi_addr + part->p_vaddr;
        if (part->p_type == PT_LOAD && s->own >= start && s->own < start + part->p_memsz)
            ours = 1;
        if (part->p_type == PT_NOTE && !id.len)
            id = find_mark((const char *)start, part->p_memsz);
    }
    if (ours)
        s->id = id;
    return ours;
}

ts_str ts_build_id(void)
{
    search s = {(uintptr_t)&look_into, {0}};
    dl_iterate_phdr(look_into, &s);
    return s.id;
}
#else
ts_str ts_build_id(void)
{
    return (ts_str){0};
}
#endif
