/* Adds up the counts in /in/parts/0 to /in/parts/(MAPPERS-1), one from each mapper, and leaves the sums in /out/result.txt. */
#include "words.h"

#include <stdlib.h>
#include <string.h>

static void add_line(const char *line, size_t length, const char *path, size_t number) {
    const char *tab = memchr(line, '\t', length);
    size_t word = tab ? (size_t)(tab - line) : 0;
    uint64_t count = 0;
    int good = word > 0 && word + 1 < length && length - word - 1 <= 18;
    for (size_t i = word + 1; good && i < length; i++) {
        good = line[i] >= '0' && line[i] <= '9';
        count = count * 10 + (uint64_t)(line[i] - '0');
    }

    if (!good) fail(BAD_LINE, "%s, line %zu is not a word, a tab and a count", path, number);
    add_word(line, word, count);
}

int main(void) {
    uint64_t mappers = variable("MAPPERS", 1, 4096);
    char path[512];
    for (uint64_t mapper = 0; mapper < mappers; mapper++) {
        snprintf(path, sizeof path, "%s/parts/%llu", folder("ECT_IN", "/in"), (unsigned long long)mapper);
        size_t length, number = 0;
        char *text = read_all(path, &length);
        for (size_t at = 0; at < length;) {
            char *end = memchr(text + at, '\n', length - at);
            if (!end) fail(BAD_LINE, "%s: the last line does not end", path);
            add_line(text + at, (size_t)(end - text) - at, path, ++number);
            at = (size_t)(end - text) + 1;
        }

        free(text);
    }

    size_t count;
    struct word *words = sorted_words(&count);
    snprintf(path, sizeof path, "%s/result.txt", folder("ECT_OUT", "/out"));
    FILE *file = open_output(path);
    for (size_t i = 0; i < count; i++) write_word(file, path, &words[i]);
    close_output(file, path);
    printf("%zu words\n", count);
    return 0;
}
