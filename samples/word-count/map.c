/*
 * Counts the words of /in/split and leaves them in /out/part-0 to /out/part-(REDUCERS-1): which part a word goes to depends on
 * the word alone, so that each reducer meets all counts of its words. A word is a run of the letters A to Z, made small; every other
 * byte ends it.
 */
#include "words.h"

#include <stdlib.h>

static int is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int main(void) {
    uint64_t reducers = variable("REDUCERS", 1, 4096);
    char path[512];
    snprintf(path, sizeof path, "%s/split", folder("ECT_IN", "/in"));
    size_t length;
    char *text = read_all(path, &length);
    for (size_t at = 0; at < length;) {
        size_t start = at;
        while (at < length && is_letter((unsigned char)text[at])) {
            text[at] |= 0x20;
            at++;
        }

        if (at > start) add_word(text + start, at - start, 1);
        while (at < length && !is_letter((unsigned char)text[at])) at++;
    }

    /* Sorted, so that equal splits leave equal bytes. Few files are open at once: one pass for each part. */
    size_t count;
    struct word *words = sorted_words(&count);
    for (uint64_t part = 0; part < reducers; part++) {
        snprintf(path, sizeof path, "%s/part-%llu", folder("ECT_OUT", "/out"), (unsigned long long)part);
        FILE *file = open_output(path);
        for (size_t i = 0; i < count; i++) {
            if (words[i].hash % reducers == part) write_word(file, path, &words[i]);
        }

        close_output(file, path);
    }

    printf("%zu words\n", count);
    return 0;
}
