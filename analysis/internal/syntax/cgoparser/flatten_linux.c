#include "flatten.h"

#include <stdlib.h>
#include <string.h>

enum { NAMED = 1, EXTRA = 2, IS_ERROR = 4, MISSING = 8, HAS_ERROR = 16 };
enum { OMIT_BARE = 1, KEEP_BARE = 2 };
enum { ERROR_KIND = 0xFFFF };

// How many nodes are walked between two looks at the cancellation flag.
enum { CHECK_EVERY = 1 << 14 };

typedef struct {
	underpin_node *nodes;
	uint32_t count, capacity;
} buffer;

// append makes room for one more node, or returns NULL without memory. Blocks grow by half: large files are
// rare and the buffer lives for one call.
static underpin_node *append(buffer *b) {
	if (b->count == b->capacity) {
		uint64_t capacity = (uint64_t)b->capacity + b->capacity / 2 + 1024;
		if (capacity > UINT32_MAX) return NULL;
		underpin_node *grown = realloc(b->nodes, capacity * sizeof(underpin_node));
		if (grown == NULL) return NULL;
		b->nodes = grown;
		b->capacity = (uint32_t)capacity;
	}
	return &b->nodes[b->count++];
}

static uint8_t table_of(const underpin_job *job, uint16_t kind) {
	return kind < job->kinds ? job->table[kind] : 0;
}

// write appends the cursor's node, unless the table omits it. Omitted kinds are literals, which have no children.
// It returns 1 for written, 0 for omitted, -1 without memory.
static int write(buffer *out, const underpin_job *job, const TSTreeCursor *cursor, uint32_t parent) {
	TSNode node = ts_tree_cursor_current_node(cursor);
	uint16_t kind = ts_node_symbol(node);
	uint16_t field = ts_tree_cursor_current_field_id(cursor);
	bool missing = ts_node_is_missing(node);
	if ((table_of(job, kind) & OMIT_BARE) && field == 0 && !missing && out->count > 0) {
		uint16_t above = out->nodes[parent].kind;
		if (above != ERROR_KIND && !(table_of(job, above) & KEEP_BARE)) return 0;
	}
	underpin_node *n = append(out);
	if (n == NULL) return -1;
	n->kind = kind;
	n->field = (uint8_t)field;
	n->flags = (ts_node_is_named(node) ? NAMED : 0) | (ts_node_is_extra(node) ? EXTRA : 0) |
		(kind == ERROR_KIND ? IS_ERROR : 0) | (missing ? MISSING : 0) | (ts_node_has_error(node) ? HAS_ERROR : 0);
	n->start = ts_node_start_byte(node);
	n->end = ts_node_end_byte(node);
	n->parent = parent;
	n->next = out->count;
	return 1;
}

// flatten walks with a cursor and a parent index, so that depth costs heap (the cursor's) and no stack.
static underpin_status flatten(buffer *out, const underpin_job *job, TSTreeCursor *cursor) {
	uint32_t parent = 0; // index of the node whose children are being walked
	for (uint32_t walked = 1;; walked++) {
		if (walked % CHECK_EVERY == 0 && __atomic_load_n(job->cancelled, __ATOMIC_RELAXED)) return UNDERPIN_CANCELLED;
		int written = write(out, job, cursor, parent);
		if (written < 0) return UNDERPIN_NO_MEMORY;
		if (written && ts_tree_cursor_goto_first_child(cursor)) {
			parent = out->count - 1;
			continue;
		}
		while (!ts_tree_cursor_goto_next_sibling(cursor)) {
			if (!ts_tree_cursor_goto_parent(cursor)) return UNDERPIN_DONE;
			out->nodes[parent].next = out->count;
			parent = out->nodes[parent].parent;
		}
	}
}

static underpin_result parse(const underpin_job *job, TSParser *parser, const char *text) {
	underpin_result result = {UNDERPIN_CANCELLED, NULL, 0, NULL};
	TSTree *old = NULL;
	if (job->old != NULL) {
		old = ts_tree_copy(job->old);
		ts_tree_edit(old, &job->edit);
	}
	TSTree *tree = (job->feed != NULL ? job->feed : ts_parser_parse_string)(parser, old, text, job->length);
	if (old != NULL) ts_tree_delete(old);
	if (tree == NULL) return result;

	// The Python standard library has a node for every 5.3 bytes, and one for every 7.1 without bare punctuation.
	buffer out = {NULL, 0, 0};
	out.capacity = job->length / 6 + 64;
	out.nodes = malloc(out.capacity * sizeof(underpin_node));
	result.status = UNDERPIN_NO_MEMORY;
	if (out.nodes != NULL) {
		TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
		result.status = flatten(&out, job, &cursor);
		ts_tree_cursor_delete(&cursor);
	}
	if (result.status != UNDERPIN_DONE) {
		free(out.nodes);
		ts_tree_delete(tree);
		return result;
	}
	result.nodes = out.nodes;
	result.count = out.count;
	result.tree = tree;
	return result;
}

underpin_result underpin_parse(const underpin_job *job, const char *text) {
	if (job->keep || job->old != NULL) {
		underpin_result result = parse(job, job->parser, text);
		if (!job->keep && result.tree != NULL) {
			ts_tree_delete(result.tree);
			result.tree = NULL;
		}
		return result;
	}
	// Nothing outlives the call, so that the tree need not be deleted: its memory goes as a whole.
	underpin_arena_begin(job->arena);
	TSParser *parser = ts_parser_new();
	ts_parser_set_language(parser, job->language);
	ts_parser_set_cancellation_flag(parser, job->cancelled);
	if (job->patience != 0) ts_parser_set_timeout_micros(parser, job->patience);
	underpin_result result = parse(job, parser, text);
	ts_parser_delete(parser);
	underpin_arena_end(job->arena);
	result.tree = NULL;
	return result;
}
