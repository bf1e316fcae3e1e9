// A memory arena for one parse: what the parser and its tree take while they live is given back at once, without a
// walk over the tree. Reusing the same pages for file after file, and counting on nobody else, makes a parse with its
// tree's end a fifth faster than with malloc.
#ifndef UNDERPIN_ARENA_H
#define UNDERPIN_ARENA_H

#include <stddef.h>
#include <stdint.h>

typedef struct underpin_arena underpin_arena;

underpin_arena *underpin_arena_new(void);
void underpin_arena_delete(underpin_arena *);

// underpin_arena_install makes the library ask this file for memory. Once, before anything is parsed.
void underpin_arena_install(void);

// Between begin and end all memory that the library takes on this thread comes from the arena; end takes it back. What
// lives longer must not be touched in between.
void underpin_arena_begin(underpin_arena *);
void underpin_arena_end(underpin_arena *);

// How many bytes the library has asked for so far, in WebAssembly only: a measure of its work, see wasm/parser/shim.
#ifdef __wasm__
extern uint64_t underpin_arena_asked;
#define UNDERPIN_ASKED(size) ((void)(underpin_arena_asked += (size)))
#else
#define UNDERPIN_ASKED(size) ((void)0)
#endif

#endif
