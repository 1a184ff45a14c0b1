# Tests. Part of the Makefile.
#:
#: Checking; each part of make check alone is check-PART
.PHONY: check lint unit fuzz bench accept
# A sanitizer's report must not pass for the status 1 that a case may expect.
export ASAN_OPTIONS := exitcode=99
export UBSAN_OPTIONS := exitcode=99:print_stacktrace=1
CHECKS   := tools lint warnings unit spec cmd golden hostile fault install fuzz sanitize incremental linear readers hosts browser

check: deps-test
	@$(MAKE) --no-print-directory $(JOBS) all
	@MAKE="$(MAKE)" tests/check.sh $(CHECKS)

# --- unit tests: tests/unit/ROOM/test_*.c, each a program of its own ----------------------------------------------

define unit_rule
$(OUT)/unit/$(1)/%: tests/unit/$(1)/%.c $(call archives,$(1))
	$$(SAY) CC $$<
	@mkdir -p $$(@D)
	$$(Q)$(CC) $(CFLAGS) -Itests/unit $(LDFLAGS) -o $$@ $$< $(filter %.a,$(call archives,$(1))) $(OUT)/baked.o \
	    $(LIBS) $(LIBS_APP) -lcmocka
UNIT_$(1) := $(patsubst tests/unit/%.c,$(OUT)/unit/%,$(sort $(wildcard tests/unit/$(1)/test_*.c)))
endef
$(foreach room,$(ROOMS),$(eval $(call unit_rule,$(room))))

ROOM     ?= $(ROOMS)
UNITS     = $(foreach room,$(ROOM),$(UNIT_$(room)))

#:   make unit [ROOM=text]     C unit tests (cmocka)
.PHONY: units check-unit
units: $(UNITS)
unit check-unit: units
	@tests/unit/run.sh $(UNITS)

# --- cases: readable files of commands and what they print; tests/README.md has the format -------------------------

LUA      := $(firstword $(foreach l,lua5.4 lua54 lua,$(shell command -v $(l) 2>/dev/null)) lua5.4)
RUN      := $(LUA) tests/run.lua --tearsheet $(BIN) $(if $(WRAPPER),--wrapper "$(WRAPPER)") $(if $(CASE),--case "$(CASE)")

#:   make check-spec [CASE=words]  cases of one kind (spec cmd hostile golden), only those whose title has the words
.PHONY: check-spec check-cmd check-hostile check-golden
check-spec check-cmd check-hostile: check-%: $(BIN)
	@$(RUN) $(or $(wildcard tests/$*/*.txt),/dev/null)

check-golden: $(BIN)
	@$(RUN) --golden tests/golden

#:   make accept               write what the program prints now into tests/golden; read the difference before you commit
accept: $(BIN)
	@$(RUN) --accept --golden tests/golden

# --- builds that are killed, or whose disk is full ---------------------------------------------------------------------

#:   make check-fault [MOMENTS=100] [SEED=7]  builds killed, or on a full disk, at random moments of each kind
.PHONY: check-fault
$(OUT)/fault/shim.so: tests/fault/shim.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -O1 -Wall -Wextra -D_GNU_SOURCE -shared -fPIC -o $@ $< -ldl

# The shim goes before all other libraries, which a sanitizer's own will not have.
check-fault:
	@$(MAKE) --no-print-directory $(JOBS) SANITIZE=0 build/release/tearsheet build/release/fault/shim.so
	@$(LUA) tests/fault/run.lua $(abspath build/release/tearsheet build/release/fault/shim.so) $(or $(MOMENTS),4) $(SEED)
	@tests/fault/disks.sh $(abspath build/release/tearsheet)

# --- the test tools themselves, and what make install gives ----------------------------------------------------------

.PHONY: check-tools check-install
check-tools:
	@$(LUA) tests/lib/test.lua

check-install: all
	@MAKE="$(MAKE)" tests/install/run.sh

# --- lint ----------------------------------------------------------------------------------------------------------

#:   make lint [RULE=layers]   layers, sizes, banned functions, exported symbols, formatting
.PHONY: check-lint
lint check-lint:
	@$(MAKE) --no-print-directory $(JOBS) all
	@$(LUA) tests/lint/run.lua $(SO) $(RULE)

# Warnings of the compiler are said in check, and do not stop a build with a compiler that knows more of them.
.PHONY: objects check-warnings
objects: $(foreach r,$(ROOMS),$(call obj_of,$(r)))

check-warnings:
	@$(MAKE) --no-print-directory $(JOBS) -k FLAVOUR=strict objects

# --- fuzzing: tests/fuzz/fuzz_NAME.c, its seeds in tests/fuzz/corpus/NAME, its words in tests/fuzz/NAME.dict -----------

FUZZERS  := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
TARGET   ?= $(FUZZERS)
TIME     ?= 60

# The seeds, once through each target, without libFuzzer.
$(OUT)/replay/%: tests/fuzz/fuzz_%.c tests/fuzz/replay_main.c $(call archives,preview)
	$(SAY) CC $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -Wno-missing-prototypes $(LDFLAGS) -o $@ $(filter %.c %.a,$^) $(OUT)/baked.o $(LIBS) $(LIBS_APP)

.PHONY: replay check-fuzz
replay: $(FUZZERS:%=$(OUT)/replay/%)
	@tests/fuzz/replay.sh $(OUT)/replay $(FUZZERS)

check-fuzz:
	@$(MAKE) --no-print-directory $(JOBS) SANITIZE=1 replay

$(OUT)/fuzzer/%: tests/fuzz/fuzz_%.c $(call archives,preview)
	$(SAY) CC $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -Wno-missing-prototypes -fsanitize=fuzzer $(LDFLAGS) -o $@ $(filter %.c %.a,$^) $(OUT)/baked.o \
	    $(LIBS) $(LIBS_APP)

.PHONY: fuzzers
fuzzers: $(TARGET:%=$(OUT)/fuzzer/%)

#:   make fuzz [TIME=60] [TARGET=html]  look for new crashes with libFuzzer; what it finds stays in build/fuzz
fuzz:
	@plugin/tools/packages.sh build fuzz
	@$(MAKE) --no-print-directory $(JOBS) FLAVOUR=fuzz TARGET="$(TARGET)" fuzzers
	@tests/fuzz/fuzz.sh build/fuzz $(TIME) $(TARGET)

# --- the same tests under a memory checker ------------------------------------------------------------------------

#:   make check-sanitize       unit tests and cases with ASan, LeakSanitizer and UBSan
#:   make check-valgrind       cases under valgrind; slow, not part of make check
.PHONY: check-sanitize check-valgrind
check-sanitize:
	@$(MAKE) --no-print-directory $(JOBS) SANITIZE=1 all units
	@$(MAKE) --no-print-directory -k SANITIZE=1 check-unit check-spec check-cmd check-hostile

check-valgrind: $(BIN)
	@plugin/tools/packages.sh memory
	@$(RUN) --wrapper "valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite" \
	    $(wildcard tests/spec/*.txt tests/cmd/*.txt)

#:   make check-incremental [ROUNDS=80] [SEED=1]  random edits: a build that goes on makes what a fresh one makes
.PHONY: check-incremental
check-incremental: $(BIN)
	@$(LUA) tests/incremental/run.lua $(abspath $(BIN)) $(or $(ROUNDS),80) $(or $(SEED),1)

#:   make check-linear [CASE=words]  pages and hostile Markdown twice as long take twice the instructions
.PHONY: check-linear
check-linear: $(BIN)
	@plugin/tools/packages.sh memory
	@$(LUA) tests/linear/run.lua $(BIN) $(if $(CASE),"$(CASE)")

# --- the example site in a browser ------------------------------------------------------------------------------------

# Not npm ci: it wants other systems' optional packages in the lock, which npm leaves out of it.
.PHONY: check-browser
tests/browser/node_modules: $(wildcard tests/browser/package-lock.json)
	cd tests/browser && npm install --no-save --no-audit --no-fund </dev/null
	@touch $@

check-browser: $(BIN) $(if $(wildcard tests/browser/package.json),tests/browser/node_modules)
	@cd tests/browser && TEARSHEET=$(abspath $(BIN)) npm test --silent </dev/null

#:   make check-lighthouse     Lighthouse on the front page and articles; not part of make check
.PHONY: check-lighthouse
tests/lighthouse/node_modules: tests/lighthouse/package-lock.json
	cd tests/lighthouse && npm install --no-save --no-audit --no-fund </dev/null
	@touch $@

check-lighthouse: $(BIN) tests/lighthouse/node_modules
	@cd tests/lighthouse && TEARSHEET=$(abspath $(BIN)) node run.mjs </dev/null

#:   make shots [SITES=default/ar] [PICTURES=article]  pictures of every kind of page, in build/shots, to look at
.PHONY: shots
shots: $(BIN) tests/browser/node_modules
	@cd tests/browser && TEARSHEET=$(abspath $(BIN)) node shots.mjs $(abspath build/shots) "$(or $(SITES),.)" "$(or $(PICTURES),.)"

# --- what servers make of the rules that we write for them -----------------------------------------------------------------

#:   make check-servers        a withdrawn article asked for from Apache and nginx; not part of make check
.PHONY: check-servers
check-servers: $(BIN)
	@plugin/tools/packages.sh servers
	@tests/servers/run.sh $(abspath $(BIN))

# --- what other people's readers make of our Markdown -------------------------------------------------------------------

#:   make check-readers [FILES=…]  our Markdown in six other readers: the same text, the same structure; CommonMark's
#:                             own examples in ours
.PHONY: check-readers
tests/readers/node_modules: tests/readers/package-lock.json
	cd tests/readers && npm ci --no-audit --no-fund </dev/null
	@touch $@

check-readers: $(BIN) tests/readers/node_modules
	@cd tests/readers && TEARSHEET=$(abspath $(BIN)) node run.mjs $(abspath $(FILES)) </dev/null
	@$(if $(FILES),,cd tests/readers && TEARSHEET=$(abspath $(BIN)) node spec.mjs </dev/null)

# --- the adapters in their hosts ----------------------------------------------------------------------------------------

#:   make check-hosts [HOST=hexo]  sample sites built and watched by the real generators with our adapters
.PHONY: check-hosts
tests/hosts/node_modules: tests/hosts/package-lock.json
	cd tests/hosts && npm ci --no-audit --no-fund </dev/null
	@touch $@

check-hosts: $(BIN) tests/hosts/node_modules
	@cd tests/hosts && TEARSHEET=$(abspath $(BIN)) node run.mjs $(HOST) </dev/null

#:   make bench-hosts [N=1000] [HOST=hexo]  what an article costs a host when Tearsheet brings it
.PHONY: bench-hosts
bench-hosts: $(BIN) $(OUT)/bench/spend tests/hosts/node_modules
	@cd tests/hosts && TEARSHEET=$(abspath $(BIN)) SPEND=$(abspath $(OUT)/bench/spend) N=$(or $(N),1000) node bench.mjs $(HOST) </dev/null

#:   make bench [CORPUS=…]     how fast: the example site, and the pages of a corpus
$(OUT)/bench/%: tests/bench/%.c $(call archives,markdown)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(filter %.a,$^) $(OUT)/baked.o $(LIBS)

$(OUT)/bench/render: tests/bench/render.c $(call archives,site)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(OUT)/bench/spend $(OUT)/bench/latency: $(OUT)/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -O2 -Wall -Wextra -D_GNU_SOURCE -o $@ $<

#:   make bench-build [SIZES="1000 10000"] [MIXED=10000] [ALONE=100000]  whole builds and the preview, beside Hugo
.PHONY: bench-build
bench-build: $(BIN) $(OUT)/bench/spend $(OUT)/bench/latency
	@TEARSHEET=$(abspath $(BIN)) OUT=$(abspath $(OUT)) SIZES="$(SIZES)" MIXED="$(MIXED)" ALONE="$(ALONE)" \
	    $(LUA) tests/bench/build.lua

bench: $(BIN) $(OUT)/bench/ratio $(OUT)/bench/render bench-build
	@set -e; for b in $(sort $(wildcard tests/bench/*.sh)); do TEARSHEET=$(abspath $(BIN)) OUT=$(abspath $(OUT)) $$b; done
