#include "words.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Open addressing with linear probing; a quarter is free at least. */
static struct word *slots;
static size_t capacity, used;

_Noreturn void fail(int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("word-count: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(code);
}

uint64_t variable(const char *name, uint64_t least, uint64_t most) {
    const char *text = getenv(name);
    char *end;
    errno = 0;
    uint64_t value = text ? strtoull(text, &end, 10) : 0;
    if (!text || errno || *text < '0' || *text > '9' || *end || value < least || value > most) {
        fail(BAD_ARGUMENT, "the variable %s is '%s'; it must be a whole number from %llu to %llu", name, text ? text : "", (unsigned long long)least,
            (unsigned long long)most);
    }

    return value;
}

const char *folder(const char *name, const char *otherwise) {
    const char *text = getenv(name);
    return text && *text ? text : otherwise;
}

static void *grown(void *memory, size_t bytes) {
    void *result = realloc(memory, bytes);
    if (!result) fail(NO_MEMORY, "no memory for %zu bytes", bytes);
    return result;
}

char *read_all(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file) fail(BAD_INPUT, "%s: %s", path, strerror(errno));
    size_t size = 0, room = 1 << 16;
    char *bytes = grown(NULL, room);
    for (size_t got; (got = fread(bytes + size, 1, room - size, file)) > 0;) {
        size += got;
        if (size == room) bytes = grown(bytes, room *= 2);
    }

    if (ferror(file)) fail(BAD_INPUT, "%s: %s", path, strerror(errno));
    fclose(file);
    *length = size;
    return bytes;
}

/* FNV-1a (Fowler, Noll, Vo), 32 bits. */
static uint32_t hash_of(const char *text, size_t length) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash;
}

static struct word *slot_of(struct word *table, size_t size, const char *text, size_t length, uint32_t hash) {
    for (size_t at = hash & (size - 1);; at = (at + 1) & (size - 1)) {
        struct word *slot = &table[at];
        if (!slot->text || (slot->hash == hash && slot->length == length && !memcmp(slot->text, text, length))) return slot;
    }
}

static void make_room(void) {
    if (used * 4 < capacity * 3) return;
    size_t larger = capacity ? capacity * 2 : 1024;
    struct word *table = calloc(larger, sizeof *table);
    if (!table) fail(NO_MEMORY, "no memory for %zu words", larger);
    for (size_t i = 0; i < capacity; i++) {
        if (slots[i].text) *slot_of(table, larger, slots[i].text, slots[i].length, slots[i].hash) = slots[i];
    }

    free(slots);
    slots = table;
    capacity = larger;
}

void add_word(const char *text, size_t length, uint64_t count) {
    make_room();
    uint32_t hash = hash_of(text, length);
    struct word *slot = slot_of(slots, capacity, text, length, hash);
    if (!slot->text) {
        slot->text = grown(NULL, length);
        memcpy(slot->text, text, length);
        slot->length = length;
        slot->hash = hash;
        used++;
    }

    slot->count += count;
}

static int compare(const void *left, const void *right) {
    const struct word *l = left, *r = right;
    int order = memcmp(l->text, r->text, l->length < r->length ? l->length : r->length);
    return order ? order : (l->length > r->length) - (l->length < r->length);
}

struct word *sorted_words(size_t *count) {
    size_t at = 0;
    for (size_t i = 0; i < capacity; i++) {
        if (slots[i].text) slots[at++] = slots[i];
    }

    if (at) qsort(slots, at, sizeof *slots, compare);
    *count = at;
    capacity = used = at; /* the table is a list now */
    return slots;
}

void write_word(FILE *to, const char *path, const struct word *word) {
    if (fwrite(word->text, 1, word->length, to) != word->length || fprintf(to, "\t%llu\n", (unsigned long long)word->count) < 0) {
        fail(BAD_OUTPUT, "%s: %s", path, strerror(errno));
    }
}

FILE *open_output(const char *path) {
    FILE *file = fopen(path, "wb");
    if (!file) fail(BAD_OUTPUT, "%s: %s", path, strerror(errno));
    return file;
}

void close_output(FILE *file, const char *path) {
    if (fclose(file)) fail(BAD_OUTPUT, "%s: %s", path, strerror(errno));
}
