// The part of tree-sitter's interface that this package uses, and the one call it makes.
//
// smacker/go-tree-sitter compiles the library but its headers are out of reach of another package's cgo. The
// declarations below repeat those of its api.h (library ABI 14). They are weak, because cgo first links this
// package alone, where they are undefined; the final link resolves them against smacker's objects.
#ifndef UNDERPIN_FLATTEN_H
#define UNDERPIN_FLATTEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

typedef struct TSLanguage TSLanguage;
typedef struct TSParser TSParser;
typedef struct TSTree TSTree;

typedef struct { uint32_t row, column; } TSPoint;

typedef struct {
	uint32_t start_byte, old_end_byte, new_end_byte;
	TSPoint start_point, old_end_point, new_end_point;
} TSInputEdit;

typedef struct {
	uint32_t context[4];
	const void *id;
	const TSTree *tree;
} TSNode;

typedef struct {
	const void *tree;
	const void *id;
	uint32_t context[3];
} TSTreeCursor;

#define WEAK __attribute__((weak))

WEAK void ts_set_allocator(void *(*)(size_t), void *(*)(size_t, size_t), void *(*)(void *, size_t), void (*)(void *));

WEAK TSParser *ts_parser_new(void);
WEAK void ts_parser_delete(TSParser *);
WEAK bool ts_parser_set_language(TSParser *, const TSLanguage *);
WEAK void ts_parser_set_cancellation_flag(TSParser *, const size_t *);
WEAK void ts_parser_set_timeout_micros(TSParser *, uint64_t);
WEAK TSTree *ts_parser_parse_string(TSParser *, const TSTree *, const char *, uint32_t);

WEAK TSTree *ts_tree_copy(const TSTree *);
WEAK void ts_tree_delete(TSTree *);
WEAK void ts_tree_edit(TSTree *, const TSInputEdit *);
WEAK TSNode ts_tree_root_node(const TSTree *);

WEAK TSTreeCursor ts_tree_cursor_new(TSNode);
WEAK void ts_tree_cursor_delete(TSTreeCursor *);
WEAK TSNode ts_tree_cursor_current_node(const TSTreeCursor *);
WEAK uint16_t ts_tree_cursor_current_field_id(const TSTreeCursor *);
WEAK bool ts_tree_cursor_goto_first_child(TSTreeCursor *);
WEAK bool ts_tree_cursor_goto_next_sibling(TSTreeCursor *);
WEAK bool ts_tree_cursor_goto_parent(TSTreeCursor *);

WEAK uint16_t ts_node_symbol(TSNode);
WEAK uint32_t ts_node_start_byte(TSNode);
WEAK uint32_t ts_node_end_byte(TSNode);
WEAK bool ts_node_is_named(TSNode);
WEAK bool ts_node_is_missing(TSNode);
WEAK bool ts_node_is_extra(TSNode);
WEAK bool ts_node_has_error(TSNode);

WEAK uint32_t ts_language_symbol_count(const TSLanguage *);
WEAK const char *ts_language_symbol_name(const TSLanguage *, uint16_t);
WEAK int ts_language_symbol_type(const TSLanguage *, uint16_t);
WEAK uint16_t ts_language_symbol_for_name(const TSLanguage *, const char *, uint32_t, bool);
WEAK uint32_t ts_language_field_count(const TSLanguage *);
WEAK const char *ts_language_field_name_for_id(const TSLanguage *, uint16_t);

// A record of a flat tree: syntax.Node.
typedef struct {
	uint16_t kind;
	uint8_t field, flags;
	uint32_t start, end, parent, next;
} underpin_node;

// What one call asks for. It holds no pointer into Go's memory, so Go may pass its address.
typedef struct {
	const TSLanguage *language;
	TSParser *parser;     // for parses that are kept or start from an old one
	underpin_arena *arena; // for all others
	const TSTree *old; // NULL for a fresh parse; it stays as it is
	TSInputEdit edit;  // how old's text became this one
	uint32_t length;   // of the text
	uint32_t kinds;    // length of table
	const uint8_t *table; // syntax.FlattenTable
	const size_t *cancelled; // the parser's cancellation flag
	// How the text is handed to the library; NULL for the plain way. See wasm/parser/shim/shim.c.
	TSTree *(*feed)(TSParser *, const TSTree *old, const char *text, uint32_t length);
	uint64_t patience; // microseconds of the library's clock after which it stops, or 0; also there
	bool keep; // give the tree back
} underpin_job;

typedef enum { UNDERPIN_DONE, UNDERPIN_CANCELLED, UNDERPIN_NO_MEMORY } underpin_status;

// What it gives back; the caller frees nodes and deletes tree.
typedef struct {
	underpin_status status;
	underpin_node *nodes;
	uint32_t count;
	TSTree *tree;
} underpin_result;

// underpin_parse parses text, which it does not keep, and flattens the tree.
underpin_result underpin_parse(const underpin_job *job, const char *text);

#endif
