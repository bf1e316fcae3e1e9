// What a parser module exports: one grammar, the library, and the flattening that the cgo host compiles too.
//
// A module is a reactor without WASI. Everything that crosses lies in its memory: numbers in the frame below, texts in
// the buffer of take, records where the frame says. wasm/module drives it; that package and this file are the two
// sides of one contract, and ABI is its number.
#include "flatten.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ABI = 1 };

#define EXPORT(name) __attribute__((export_name(#name)))

// The grammar, tree_sitter_python for instance: the build names it.
extern const TSLanguage *UNDERPIN_LANGUAGE(void);

// stop is the one import: not 0 if the parse is wanted no longer.
__attribute__((import_module("underpin"), import_name("stop"))) extern int32_t host_stop(void);

// Statuses beside those of underpin_status.
enum { EXHAUSTED = 3 };

// All fields are 32 bits wide. What is asked stands in front of what is answered.
static struct {
	uint32_t length; // of the text
	uint32_t old;    // a tree, or 0
	uint32_t start, old_end, new_end;
	uint32_t start_row, start_column, old_end_row, old_end_column, new_end_row, new_end_column;
	uint32_t keep;  // not 0: give the tree back
	uint32_t limit; // of work; 0 for none
	uint32_t status;
	uint32_t records, count; // where they lie, and how many there are
	uint32_t tree;
	uint32_t work; // what was done, in units of about 0.1 ms
} frame;

static TSParser *parser;
static underpin_arena *arena;
static char *text;
static uint32_t capacity;
static void *records;
static const uint8_t *table;
static uint32_t kinds;
static size_t never; // the cancellation flag, which nobody sets: there is one thread

EXPORT(abi) uint32_t abi(void) { return ABI; }

EXPORT(frame) void *frame_address(void) { return &frame; }

// take gives room for a text of that many bytes. What it gave before is gone.
EXPORT(take) void *take(uint32_t size) {
	if (size > capacity) {
		free(text);
		capacity = size + size / 4 + 4096;
		text = malloc(capacity);
		if (text == NULL) abort();
	}
	return text;
}

// use_table takes over what lies in the buffer: syntax.FlattenTable of the grammar.
EXPORT(use_table) void use_table(uint32_t size) {
	uint8_t *copy = malloc(size + 1);
	if (copy == NULL) abort();
	memcpy(copy, text, size);
	table = copy;
	kinds = size;
}

// The library looks at a clock after each hundred steps. Here it is told how much was done instead of how late it is:
// one hour, or, when there is a reason to stop, the next. Steps alone would not do: in texts full of errors one step may
// walk over all nodes so far, and then it asks for memory in that measure.
static bool stopped;
static uint32_t steps; // in hundreds
static uint32_t pieces; // of text read
static uint64_t asked_before;
enum { ASKED = 1 << 14 }; // as much work as a hundred steps

static uint32_t work(void) { return steps + pieces + (uint32_t)((underpin_arena_asked - asked_before) / ASKED); }

int clock_gettime(clockid_t id, struct timespec *now) {
	(void)id;
	steps++;
	frame.work = work();
	stopped = stopped || (frame.limit != 0 && frame.work > frame.limit) || ((steps & 7) == 0 && host_stop() != 0);
	now->tv_sec = stopped ? 7200 : 1;
	now->tv_nsec = 0;
	return 0;
}

// The library reads in pieces, which are counted, as it may read the same text over and over: after each of many line
// continuations up to the last of them.
enum { PIECE = 1 << 13 };

typedef struct {
	void *payload;
	const char *(*read)(void *, uint32_t, TSPoint, uint32_t *);
	int encoding; // 0: UTF-8
} TSInput;
TSTree *ts_parser_parse(TSParser *, const TSTree *, TSInput);

typedef struct {
	const char *text;
	uint32_t length;
} whole;

static const char *read_piece(void *payload, uint32_t at, TSPoint point, uint32_t *size) {
	(void)point;
	const whole *w = payload;
	pieces++;
	*size = at >= w->length ? 0 : w->length - at < PIECE ? w->length - at : PIECE;
	return *size == 0 ? "" : w->text + at;
}

static TSTree *feed(TSParser *p, const TSTree *old, const char *from, uint32_t length) {
	whole w = {from, length};
	return ts_parser_parse(p, old, (TSInput){&w, read_piece, 0});
}

EXPORT(parse) void parse(void) {
	if (arena == NULL) {
		underpin_arena_install();
		arena = underpin_arena_new();
	}
	if (parser == NULL) {
		parser = ts_parser_new();
		ts_parser_set_language(parser, UNDERPIN_LANGUAGE());
		ts_parser_set_timeout_micros(parser, UNDERPIN_PATIENCE);
	}
	frame.work = steps = pieces = 0;
	asked_before = underpin_arena_asked;
	stopped = false;
	underpin_job job = {
		.language = UNDERPIN_LANGUAGE(), .parser = parser, .arena = arena, .old = (const TSTree *)frame.old,
		.edit = {
			frame.start, frame.old_end, frame.new_end, {frame.start_row, frame.start_column},
			{frame.old_end_row, frame.old_end_column}, {frame.new_end_row, frame.new_end_column},
		},
		.length = frame.length, .kinds = kinds, .table = table, .cancelled = &never, .feed = feed, .patience = UNDERPIN_PATIENCE,
		.keep = frame.keep != 0,
	};
	underpin_result result = underpin_parse(&job, text);
	frame.status = result.status;
	if (result.status == UNDERPIN_CANCELLED) {
		if (frame.limit != 0 && frame.work > frame.limit) frame.status = EXHAUSTED;
		ts_parser_delete(parser); // it would go on where it stopped
		parser = NULL;
	}
	records = result.nodes;
	frame.records = (uint32_t)result.nodes;
	frame.count = result.count;
	frame.tree = (uint32_t)result.tree;
}

// drop gives up the records of the last parse.
EXPORT(drop) void drop(void) {
	free(records);
	records = NULL;
}

EXPORT(close) void close_tree(uint32_t tree) { ts_tree_delete((TSTree *)tree); }

static char *put(char *at, const void *from, size_t size) {
	memcpy(at, from, size);
	return at + size;
}

static char *put_name(char *at, const char *name) {
	uint16_t length = (uint16_t)strlen(name);
	return put(put(at, &length, sizeof length), name, length);
}

// grammar writes the names behind the numbers to where the frame then says (count is in bytes; drop gives them up): how
// many kinds, and for each its type (0 named, 1 literal, 2 in no tree) and its name; how many fields, and their names
// from 1 on. Counts have 32 bits, types 8; a name stands behind its length of 16.
EXPORT(grammar) void grammar(void) {
	const TSLanguage *language = UNDERPIN_LANGUAGE();
	uint32_t symbols = ts_language_symbol_count(language), fields = ts_language_field_count(language);
	size_t size = 8;
	for (uint32_t i = 0; i < symbols; i++) size += 3 + strlen(ts_language_symbol_name(language, (uint16_t)i));
	for (uint32_t i = 1; i <= fields; i++) size += 2 + strlen(ts_language_field_name_for_id(language, (uint16_t)i));
	char *start = malloc(size), *at = start;
	if (start == NULL) abort();
	at = put(at, &symbols, sizeof symbols);
	for (uint32_t i = 0; i < symbols; i++) {
		uint8_t type = (uint8_t)ts_language_symbol_type(language, (uint16_t)i);
		at = put_name(put(at, &type, 1), ts_language_symbol_name(language, (uint16_t)i));
	}
	at = put(at, &fields, sizeof fields);
	for (uint32_t i = 1; i <= fields; i++) at = put_name(at, ts_language_field_name_for_id(language, (uint16_t)i));
	records = start;
	frame.records = (uint32_t)start;
	frame.count = (uint32_t)size;
}
