#include "arena.h"
#include "flatten.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Blocks carry their class in front and stand in free lists by class: multiples of 16 bytes up to SMALL, powers of two
// beyond.
enum { SMALL = 1024, SMALL_CLASSES = SMALL / 16 + 1, CLASSES = SMALL_CLASSES + 48, HEADER = 16 };

// The first chunk stays for the next parse; further ones, which only large files need, are freed after each.
enum { FIRST_CHUNK = 2 << 20 };

typedef struct chunk {
	struct chunk *before;
	size_t size;
} chunk;

struct underpin_arena {
	char *at, *end;
	chunk *last;
	char *first;
	void *idle[CLASSES];
};

static __thread underpin_arena *current;

#ifdef __wasm__
uint64_t underpin_arena_asked;
#endif

static _Noreturn void fail(size_t size) {
	fprintf(stderr, "tree-sitter failed to allocate %zu bytes\n", size);
	abort();
}

static void *must(void *p, size_t size) {
	if (p == NULL && size > 0) fail(size);
	return p;
}

static size_t class_of(size_t size) {
	if (size <= SMALL) return (size + 15) / 16;
	return SMALL_CLASSES + (8 * sizeof size - 1 - (size_t)__builtin_clzl(size - 1)) - 10;
}

static size_t size_of(size_t class) {
	return class < SMALL_CLASSES ? class * 16 : (size_t)2 << (class - SMALL_CLASSES + 10);
}

static void grow(underpin_arena *a, size_t need) {
	size_t size = need + sizeof(chunk) + HEADER;
	if (size < FIRST_CHUNK) size = FIRST_CHUNK;
	chunk *c = must(malloc(size), size);
	c->before = a->last;
	c->size = size;
	a->last = c;
	a->at = (char *)(((uintptr_t)(c + 1) + 15) & ~(uintptr_t)15);
	a->end = (char *)c + size;
}

static void *take(underpin_arena *a, size_t size) {
	size_t class = class_of(size);
	void *p = a->idle[class];
	if (p != NULL) {
		memcpy(&a->idle[class], p, sizeof p);
		return p;
	}
	size_t whole = size_of(class) + HEADER;
	if ((size_t)(a->end - a->at) < whole) grow(a, whole);
	char *block = a->at;
	a->at += whole;
	memcpy(block, &class, sizeof class);
	return block + HEADER;
}

static size_t class_at(const void *p) {
	size_t class;
	memcpy(&class, (const char *)p - HEADER, sizeof class);
	return class;
}

static void *arena_malloc(size_t size) {
	UNDERPIN_ASKED(size);
	return current != NULL ? take(current, size) : must(malloc(size), size);
}

static void *arena_calloc(size_t count, size_t size) {
	UNDERPIN_ASKED(count * size);
	if (current == NULL) return must(calloc(count, size), count * size);
	size_t whole;
	if (__builtin_mul_overflow(count, size, &whole)) fail(size);
	return memset(take(current, whole), 0, whole);
}

static void arena_free(void *p) {
	if (current == NULL) {
		free(p);
	} else if (p != NULL) {
		size_t class = class_at(p);
		if (class == 0) return; // no room for a link
		memcpy(p, &current->idle[class], sizeof p);
		current->idle[class] = p;
	}
}

static void *arena_realloc(void *p, size_t size) {
	UNDERPIN_ASKED(size);
	if (current == NULL) return must(realloc(p, size), size);
	if (p == NULL) return take(current, size);
	size_t old = size_of(class_at(p));
	if (size <= old) return p;
	void *grown = take(current, size);
	memcpy(grown, p, old);
	arena_free(p);
	return grown;
}

void underpin_arena_install(void) { ts_set_allocator(arena_malloc, arena_calloc, arena_realloc, arena_free); }

underpin_arena *underpin_arena_new(void) { return must(calloc(1, sizeof(underpin_arena)), sizeof(underpin_arena)); }

void underpin_arena_begin(underpin_arena *a) {
	memset(a->idle, 0, sizeof a->idle);
	if (a->last == NULL) {
		grow(a, 0);
		a->first = a->at;
	} else {
		a->at = a->first;
	}
	current = a;
}

void underpin_arena_end(underpin_arena *a) {
	current = NULL;
	while (a->last->before != NULL) {
		chunk *c = a->last;
		a->last = c->before;
		free(c);
	}
	a->end = (char *)a->last + a->last->size;
}

void underpin_arena_delete(underpin_arena *a) {
	while (a->last != NULL) {
		chunk *c = a->last;
		a->last = c->before;
		free(c);
	}
	free(a);
}
