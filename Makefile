# Tearsheet: build, show, check, install. `make help` lists the targets; lines that begin with #: are its text.

VERSION   := $(shell sed -n 's/^.define TEARSHEET_VERSION "\(.*\)"/\1/p' plugin/include/tearsheet.h)
SOVERSION := 0

PREFIX   ?= /usr/local
BINDIR   ?= $(PREFIX)/bin
LIBDIR   ?= $(PREFIX)/lib
INCDIR   ?= $(PREFIX)/include
DATADIR  ?= $(PREFIX)/share
MANDIR   ?= $(DATADIR)/man

# --- flavour: release, sanitize (SANITIZE=1: ASan and UBSan), thread (SANITIZE=thread: TSan), fuzz (libFuzzer, by
# --- `make fuzz`), strict (warnings are errors, by `make check`) --------------------------------------------------

ifeq ($(SANITIZE),1)
FLAVOUR  ?= sanitize
else ifeq ($(SANITIZE),thread)
FLAVOUR  ?= thread
endif
FLAVOUR  ?= release
OUT      := build/$(FLAVOUR)

FLAGS_release  :=
FLAGS_strict   := -Werror
FLAGS_sanitize := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_thread   := -fsanitize=thread
FLAGS_fuzz     := $(FLAGS_sanitize) -fsanitize=fuzzer-no-link
OPT_release    := -O2 -g -fno-plt
OPT_strict     := -O2
OPT_sanitize   := -O1 -g
OPT_thread     := -O1 -g
OPT_fuzz       := -O1 -g
ifeq ($(FLAVOUR),fuzz)
CC       := clang
endif

# V=1 shows the commands.
Q        := $(if $(V),,@)
SAY      := $(if $(V),@:,@printf '  %-5s %s\n')
# All cores, unless -j was given. For recipes: MAKEFLAGS is complete only there.
JOBS      = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2))

# --- parts ---------------------------------------------------------------------------------------------------

# The rooms, lowest first: a room includes from itself and from those before it.
ROOMS    := base text rules dom capture extract article markdown script site preview app
LIBROOMS := $(filter-out preview app,$(ROOMS))

LUA_PC   := $(firstword $(foreach p,lua5.4 lua-5.4 lua54,$(if $(shell pkg-config --exists $(p) 2>/dev/null && echo y),$(p))) lua5.4)
PARTS    := libcmark $(LUA_PC) libxml-2.0 uchardet yaml-0.1 jansson libpcre2-8 libxxhash nettle icu-uc sqlite3
PARTS_APP := libmicrohttpd
PARTS_CFLAGS := $(shell pkg-config --cflags $(PARTS) $(PARTS_APP) 2>/dev/null)

CFLAGS   ?= $(OPT_$(FLAVOUR))
override CFLAGS := $(CFLAGS) -std=c11 -D_GNU_SOURCE -fPIC -fvisibility=hidden -pthread -MMD -MP \
            -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings \
            -Wvla -Wno-unused-parameter -Werror=implicit-function-declaration \
            -Iplugin/core -Iplugin/include $(FLAGS_$(FLAVOUR)) $(PARTS_CFLAGS)
override LDFLAGS := $(LDFLAGS) -pthread $(FLAGS_$(FLAVOUR))
# The mark by which caches tell one build of the program from another.
ifeq ($(shell uname),Linux)
override LDFLAGS += -Wl,--build-id
endif
# The library must find all it needs by itself; a sanitizer's own names are in the program.
ifeq ($(FLAVOUR)-$(shell uname),release-Linux)
SO_FLAGS := -Wl,--no-undefined
endif
LIBS     := $(shell pkg-config --libs $(PARTS) 2>/dev/null) -lunistring -lm
LIBS_APP := $(shell pkg-config --libs $(PARTS_APP) 2>/dev/null)

# The Lua module, in the library only: it sees nothing but the public headers.
MODULE   := $(OUT)/adapters/lua/tearsheet.o

# Everything the rules below need of one room: its sources, objects and archive.
src_of    = $(sort $(wildcard plugin/core/$(1)/*.c))
obj_of    = $(patsubst plugin/core/%.c,$(OUT)/core/%.o,$(call src_of,$(1)))
archive_of = $(OUT)/rooms/$(1).a
# The archives of a room and all rooms below it, highest first, as a linker wants them.
up_to     = $(if $(2),$(call up_to,$(1),$(if $(filter $(1),$(firstword $(2))),,$(wordlist 2,99,$(2)))) $(call archive_of,$(firstword $(2))))
archives  = $(call up_to,$(1),$(ROOMS)) $(OUT)/baked.o

BIN      := $(OUT)/tearsheet
SO       := $(OUT)/libtearsheet.so.$(VERSION)
A        := $(OUT)/libtearsheet.a

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:

#: The two commands
#:   make example              install what is missing, build, make the example site, say how to look at it
#:   make check                install what the tests want as well, run everything
#:
#: Building
#:   make                      the program and the library, in build/release
#:   make SANITIZE=1           the same with AddressSanitizer and UBSan, in build/sanitize; goes with every target
#:   make SANITIZE=thread      the same with ThreadSanitizer, in build/thread
#:   make install              DESTDIR= PREFIX=/usr/local; make uninstall takes it back
#:   make clean                remove all that was built
#:   make compile_commands.json  for editors
.PHONY: all help
all: $(BIN) $(SO) $(A)

help:
	@sed -n 's/^#: \{0,1\}//p' Makefile plugin/tools/*.mk plugin/tools/*/*.mk

# --- objects, archives, program, library ----------------------------------------------------------------------

$(OUT)/core/%.o: plugin/core/%.c
	$(SAY) CC $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -c $< -o $@

# The folder is there for its time, which changes when a source file comes or goes.
define room_rule
$(call archive_of,$(1)): $(call obj_of,$(1)) plugin/core/$(1)
	@mkdir -p $$(@D)
	@rm -f $$@
	$(Q)$(AR) rcs $$@ $$(filter %.o,$$^)
endef
$(foreach room,$(ROOMS),$(eval $(call room_rule,$(room))))

$(BIN): $(call archives,app)
	$(SAY) LINK $@
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) $(LIBS_APP)

$(OUT)/adapters/%.o: plugin/adapters/%.c
	$(SAY) CC $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -c $< -o $@

$(SO): $(foreach r,$(LIBROOMS),$(call obj_of,$(r))) $(MODULE) $(OUT)/baked.o
	$(SAY) LINK $@
	$(Q)$(CC) $(LDFLAGS) -shared $(SO_FLAGS) -Wl,-soname,libtearsheet.so.$(SOVERSION) -o $@ $^ $(LIBS)
	@ln -sf $(@F) $(OUT)/libtearsheet.so.$(SOVERSION)
	@ln -sf $(@F) $(OUT)/libtearsheet.so

$(A): $(foreach r,$(LIBROOMS),$(call obj_of,$(r))) $(MODULE) $(OUT)/baked.o
	$(SAY) AR $@
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

# Data baked into the program: rules, what `tearsheet new` begins with, the preview's own pages, Lua modules, themes. Their folders tell when a file went.
DATA     := $(sort $(shell find plugin/rules plugin/skeleton plugin/preview lua templates -type f ! -name '.*' ! -name 'README*'))
DATA_FOLDERS := $(sort $(shell find plugin/rules plugin/skeleton plugin/preview lua templates -type d))

build/embed: plugin/tools/embed.c
	@mkdir -p $(@D)
	$(Q)cc -std=c11 -O1 -Wall -Wextra -o $@ $<

# The line rules as they are tried: in parts, with what each demands of a line.
PHRASES  := $(filter plugin/rules/phrases/%,$(DATA))
PHRASE_PARTS := $(OUT)/made/rules/phrases.parts

$(OUT)/phrase_parts: plugin/tools/phrase_parts.c $(foreach r,rules text base,$(call archive_of,$(r)))
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(filter %.a,$^) $(LIBS)

$(PHRASE_PARTS): $(OUT)/phrase_parts $(PHRASES) plugin/rules/phrases
	$(Q)$(OUT)/phrase_parts $@ $(PHRASES)

$(OUT)/baked.c: build/embed $(DATA) $(DATA_FOLDERS) $(PHRASE_PARTS)
	$(SAY) BAKE $@
	@mkdir -p $(@D)
	$(Q)build/embed $@ $(DATA) $(PHRASE_PARTS)

$(OUT)/baked.o: $(OUT)/baked.c
	$(Q)$(CC) $(CFLAGS) -c $< -o $@

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)

include plugin/tools/site.mk plugin/tools/install.mk plugin/tools/tests.mk plugin/tools/train/train.mk

# --- odds and ends -------------------------------------------------------------------------------------------

.PHONY: clean format
clean:
	rm -rf build site-example/public compile_commands.json

#:   make format               clang-format over all C files
format:
	@find plugin tests -name node_modules -prune -o -name '*.[ch]' -print | xargs clang-format -i

compile_commands.json: Makefile $(foreach r,$(ROOMS),plugin/core/$(r))
	@{ sep='['; for f in $(foreach r,$(ROOMS),$(call src_of,$(r))); do \
	    printf '%s\n{"directory": "%s", "file": "%s", "command": "%s -c %s"}' \
	        "$$sep" '$(CURDIR)' "$$f" '$(CC) $(CFLAGS)' "$$f"; sep=,; \
	done; printf '\n]\n'; } >$@

# A missing library is said in one sentence, not in a hundred of the compiler's.
NEEDS_NOTHING := help clean format example serve check deps deps-test uninstall lint
ifneq ($(filter-out $(NEEDS_NOTHING),$(or $(MAKECMDGOALS),all)),)
ifeq ($(shell pkg-config --exists $(PARTS) $(PARTS_APP) 2>/dev/null && echo y),)
$(error $(shell plugin/tools/packages.sh --check build 2>&1 || :) (`make deps` does it on Debian))
endif
endif
