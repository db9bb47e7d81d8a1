/* Words and how often they occur: what map and reduce of the word count share. */
#ifndef WORDS_H
#define WORDS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { BAD_ARGUMENT = 2, BAD_INPUT = 3, BAD_LINE = 4, NO_MEMORY = 5, BAD_OUTPUT = 7 };

struct word {
    char *text; /* not terminated */
    size_t length;
    uint32_t hash;
    uint64_t count;
};

/* Ends the program with a message that names it. */
_Noreturn void fail(int code, const char *format, ...);

/* A whole number of the environment, from least to most. */
uint64_t variable(const char *name, uint64_t least, uint64_t most);

/* The value of a variable, or what holds where it is not set. */
const char *folder(const char *name, const char *otherwise);

/* All bytes of a file, to be freed by the caller. */
char *read_all(const char *path, size_t *length);

/* Counts a word. */
void add_word(const char *text, size_t length, uint64_t count);

/* All words, in the order of their bytes. */
struct word *sorted_words(size_t *count);

/* Writes a line for a word: itself, a tab, its count. */
void write_word(FILE *to, const char *path, const struct word *word);

/* Opens a file to write. */
FILE *open_output(const char *path);

/* Closes it: a disk that is full shows here. */
void close_output(FILE *file, const char *path);

#endif
