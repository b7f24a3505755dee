# downhill: see gradient descent walk.
#
#   make              the program, at ./downhill
#   make check        every test, then once more without cairo and cgif, then under the sanitizers
#   make test         every test of one flavour (FLAVOUR=release, sanitize or coverage)
#   make bench        the benchmarks of tests/bench
#   make gallery      the pictures of README.md and scenes/README.md, from the scenes
#   make deps         the Debian packages for building and testing
#   make install      to $(DESTDIR)$(PREFIX); `make uninstall` takes it away again
#   make format       clang-format over the tree
#
# V=1 shows the commands. CC, CFLAGS, CPPFLAGS, LDFLAGS are the user's.

VERSION = 0.1.0
PREFIX  ?= /usr/local
FLAVOUR ?= release
LEVEL_release = -O3
LEVEL_coverage = -O0
CFLAGS  ?= $(or $(LEVEL_$(FLAVOUR)),-O1) -g
CC_NAME := $(notdir $(firstword $(CC)))
BUILD    = build/$(FLAVOUR)$(if $(filter clang,$(CC_NAME)),-clang)$(subst $() $(),,$(WITHOUT:%=-without-%))
Q        = $(if $(V),,@)
say      = $(if $(V),@:,@printf '  %-8s %s\n')

# --- what it stands on
PACKAGES       = build-essential pkg-config libncurses-dev libyaml-dev ncurses-term libcairo2-dev libpng-dev libpango1.0-dev \
                 libcgif-dev
TEST_PACKAGES  = libcmocka-dev libvterm-dev tmux clang python3 libxml2-utils librsvg2-bin poppler-utils pngcheck \
                 gifsicle python3-pil asciinema jq
YAML_CFLAGS   := $(shell pkg-config --cflags yaml-0.1 2>/dev/null)
YAML_LIBS     := $(shell pkg-config --libs yaml-0.1 2>/dev/null)
CURSES_CFLAGS := $(filter-out -D_XOPEN_SOURCE=%,$(shell pkg-config --cflags ncursesw 2>/dev/null))
CURSES_LIBS   := $(shell pkg-config --libs ncursesw 2>/dev/null)
CMOCKA_LIBS    = $(shell pkg-config --libs cmocka)
VTERM_LIBS     = $(shell pkg-config --libs vterm) -lutil

# What it can do without: animations as GIF (cgif); pictures as PNG, PDF and GIF (cairo; and libpng, since
# cairo's own PNG has no room for words and no choice of the level); in these, words in scripts that the plain
# font lacks or does not join (pango). WITHOUT="cairo cgif" builds as if they were missing, into a folder of its own.
WITHOUT ?=
library = $(if $(filter $1,$(WITHOUT)),,$(shell pkg-config --exists $2 2>/dev/null && echo yes))
HAVE_CAIRO := $(call library,cairo,cairo cairo-pdf libpng)
PICTURE_CFLAGS := $(if $(HAVE_CAIRO),-DHAVE_CAIRO=1 $(shell pkg-config --cflags cairo libpng))
PICTURE_LIBS   := $(if $(HAVE_CAIRO),$(shell pkg-config --libs cairo libpng))
HAVE_PANGO := $(if $(HAVE_CAIRO),$(call library,pango,pangocairo))
PICTURE_CFLAGS += $(if $(HAVE_PANGO),-DHAVE_PANGO=1 $(shell pkg-config --cflags pangocairo))
HAVE_CGIF := $(call library,cgif,cgif)
PICTURE_CFLAGS += $(if $(HAVE_CGIF),-DHAVE_CGIF=1 $(shell pkg-config --cflags cgif))
PICTURE_LIBS   += $(if $(HAVE_CGIF),$(shell pkg-config --libs cgif))

# Threads, where the compiler has its OpenMP library; the same program on one core where it has not.
OPENMP := $(shell printf '\043include <omp.h>\nint main(void) { return omp_in_parallel(); }\n' | \
            $(CC) -fopenmp -x c - -o /dev/null 2>/dev/null && echo -fopenmp || echo -fopenmp-simd)

# --- flags: strict IEEE arithmetic is part of the contract (the same bits everywhere). errno and traps
# are what the standard lets a square root or a division touch besides its value; nobody reads them here,
# and without them loops over lanes become vector code, with the same bits.
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
           -Wvla -Wformat=2 -Wundef -Wdouble-promotion
# clang finds a float in the C library's own NAN and INFINITY; gcc does not.
WARNINGS += $(if $(filter clang,$(CC_NAME)),-Wno-double-promotion)
ALL_CPPFLAGS = -Isrc -I$(BUILD) -D_XOPEN_SOURCE=700 -DDOWNHILL_VERSION='"$(VERSION)"' \
               $(YAML_CFLAGS) $(CURSES_CFLAGS) $(PICTURE_CFLAGS) $(CPPFLAGS)
ALL_CFLAGS   = -std=c11 -ffp-contract=off -fno-math-errno -fno-trapping-math $(OPENMP) \
               $(WARNINGS) $(WERROR) -MMD -MP \
               $(FLAVOUR_FLAGS) $(CFLAGS)
ALL_LDFLAGS  = $(OPENMP) $(FLAVOUR_FLAGS) $(LDFLAGS)
ifeq ($(FLAVOUR),sanitize)
FLAVOUR_FLAGS = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# gcc takes the sanitizer's own test for NULL for a NULL that is passed.
WARNINGS += $(if $(filter clang,$(CC_NAME)),,-Wno-format-truncation)
endif
ifeq ($(FLAVOUR),fuzz)
FLAVOUR_FLAGS = -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -Wno-pass-failed
endif
ifeq ($(FLAVOUR),coverage)
FLAVOUR_FLAGS = --coverage
endif

# --- the house: the core knows no terminal, and its tests link without curses
CORE_LAYERS = base surface descent scene view export
CORE_SOURCES := $(wildcard $(CORE_LAYERS:%=src/%/*.c))
UPPER_SOURCES := $(wildcard src/term/*.c src/app/*.c src/command/*.c)
CORE_OBJECTS  = $(CORE_SOURCES:src/%.c=$(BUILD)/%.o) $(if $(wildcard scenes/MENU),$(BUILD)/scene/builtin.o)
UPPER_OBJECTS = $(UPPER_SOURCES:src/%.c=$(BUILD)/%.o)
CORE = $(BUILD)/libcore.a
UPPER = $(BUILD)/libupper.a
PROGRAM = $(BUILD)/downhill

all: downhill

# What is missing is said by name, before the compiler says it in its own way.
$(if $(YAML_LIBS),,$(if $(filter deps clean,$(MAKECMDGOALS)),,$(error libyaml is missing: run `make deps` first)))
$(if $(CURSES_LIBS),,$(if $(filter deps clean,$(MAKECMDGOALS)),,$(error ncursesw is missing: run `make deps` first)))

# Compared each time: `downhill` may be newer than this flavour's program, and another's all the same.
downhill: $(PROGRAM) FORCE
	$(Q)cmp -s $< $@ || cp $< $@

$(PROGRAM): $(BUILD)/main.o $(UPPER) $(CORE)
	$(say) LINK $@
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(CURSES_LIBS) $(YAML_LIBS) $(PICTURE_LIBS) -lm

$(CORE): $(CORE_OBJECTS)
$(UPPER): $(UPPER_OBJECTS)
$(CORE) $(UPPER):
	$(say) AR $@
	$(Q)rm -f $@ && $(AR) rcs $@ $^

# The block kernels are compiled for several processors; which to run is found out at run time.
ifneq (,$(findstring x86_64,$(shell $(CC) -dumpmachine)))
$(BUILD)/surface/kernel_avx2.o: ALL_CFLAGS += -mavx2
$(BUILD)/surface/kernel_avx512.o: ALL_CFLAGS += -mavx512f
endif

# A walker's numbers are written one by one: read in pairs, they would have to leave the store buffer first.
$(BUILD)/surface/point.o $(BUILD)/descent/walker.o: ALL_CFLAGS += -fno-tree-slp-vectorize

$(BUILD)/%.o: src/%.c
	$(say) CC $<
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# The built-in scenes, in the order of scenes/MENU.
$(BUILD)/scene/builtin.c: src/scene/builtin.sh scenes/MENU $(wildcard scenes/*.yaml scenes/*.csv)
	$(say) GEN $@
	$(Q)mkdir -p $(@D) && sh $< scenes > $@.tmp && mv $@.tmp $@

$(BUILD)/scene/builtin.o: $(BUILD)/scene/builtin.c
	$(say) CC $<
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# --- tests: tests/unit/*.c need the core alone; tests/screen/*.c the scripted device too;
# tests/terminal/*.c run the real program under libvterm; *.sh are scripts. All speak TAP.
UNIT_TESTS     = $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/*.c tests/golden/*.c))
SCREEN_TESTS   = $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/screen/*.c))
TERMINAL_TESTS = $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/terminal/*.c))
SCRIPT_TESTS   = $(wildcard tests/unit/*.sh tests/golden/*.sh tests/terminal/*.sh)
TESTS = $(UNIT_TESTS) $(SCREEN_TESTS) $(TERMINAL_TESTS)
TEST_CFLAGS = -Itests -Wno-missing-prototypes

# Each test is one file; what several share lies in tests/support.
SUPPORT = $(patsubst tests/%.c,$(BUILD)/tests/%.o,$(wildcard tests/support/*.c))
TERMINAL_SUPPORT = $(patsubst tests/%.c,$(BUILD)/tests/%.o,$(wildcard tests/terminal/support/*.c))
SCREEN_SUPPORT = $(patsubst tests/%.c,$(BUILD)/tests/%.o,$(wildcard tests/screen/support/*.c))

$(BUILD)/tests/%.o: tests/%.c
	$(say) CC $<
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(TEST_CFLAGS) -c -o $@ $<

$(UNIT_TESTS): %: %.o $(SUPPORT) $(CORE)
	$(say) LINK $@
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(YAML_LIBS) $(PICTURE_LIBS) $(CMOCKA_LIBS) -lm

$(SCREEN_TESTS): %: %.o $(SUPPORT) $(SCREEN_SUPPORT) $(UPPER) $(CORE)
	$(say) LINK $@
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(CURSES_LIBS) $(YAML_LIBS) $(PICTURE_LIBS) $(CMOCKA_LIBS) -lm

$(TERMINAL_TESTS): %: %.o $(SUPPORT) $(TERMINAL_SUPPORT) $(CORE)
	$(say) LINK $@
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(YAML_LIBS) $(PICTURE_LIBS) $(CMOCKA_LIBS) $(VTERM_LIBS) -lm

# Small programs that scripts of tests/golden ask for numbers: of the layers that compute, no more,
# since bits.sh builds them in several ways.
DRIVERS = $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/golden/drivers/*.c))
NUMBER_SOURCES := $(wildcard src/base/*.c src/surface/*.c src/descent/*.c)

$(DRIVERS): %: %.o $(NUMBER_SOURCES:src/%.c=$(BUILD)/%.o)
	$(say) LINK $@
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ -lm

# Fuzzers, by clang's libFuzzer, each a minute: make fuzz CC=clang FLAVOUR=fuzz
FUZZERS = $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/fuzz/*.c))

$(FUZZERS): %: %.o $(CORE)
	$(say) LINK $@
	$(Q)$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(YAML_LIBS) $(PICTURE_LIBS) -lm

fuzz: $(FUZZERS)
	$(Q)for fuzzer in $^; do mkdir -p build/corpus/$${fuzzer##*/} && \
	    ./$$fuzzer -max_total_time=60 -artifact_prefix=build/ build/corpus/$${fuzzer##*/} scenes || exit; done

test: $(TESTS) $(DRIVERS) $(PROGRAM)
	$(Q)DOWNHILL=$(abspath $(PROGRAM)) DRIVERS=$(BUILD)/tests/golden/drivers CC='$(CC)' sh tests/run.sh $(TESTS) $(SCRIPT_TESTS)

check:
	$(Q)rm -rf build/counts && mkdir -p build/counts
	$(Q)$(MAKE) --no-print-directory test FLAVOUR=release
	$(Q)$(MAKE) --no-print-directory test FLAVOUR=release WITHOUT="cairo cgif"
	$(Q)$(MAKE) --no-print-directory test FLAVOUR=sanitize
	$(Q)sh tests/run.sh --total

BENCHES = $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/bench/*.c))
# What a formula read at run time is held against gets every freedom of the compiler.
$(BUILD)/tests/bench/hand.o: TEST_CFLAGS += -O3 -march=native -ffast-math -Wno-conversion

$(BENCHES): %: %.o $(CORE)
	$(say) LINK $@
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(YAML_LIBS) $(PICTURE_LIBS) -lm

bench: downhill $(BENCHES)
	$(Q)sh tests/bench/run.sh ./downhill $(BUILD)/tests/bench

gallery: downhill
	$(Q)sh scenes/gallery/make.sh ./downhill

deps:
	apt-get update && apt-get install -y --no-install-recommends $(PACKAGES) $(TEST_PACKAGES)

install: downhill
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 downhill $(DESTDIR)$(PREFIX)/bin/downhill

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/downhill

format:
	clang-format -i $(shell git ls-files '*.c' '*.h')

clean:
	rm -rf build downhill

.PHONY: all FORCE test check fuzz bench gallery deps install uninstall format clean
.SECONDARY:
-include $(shell find build -name '*.d' 2>/dev/null)
