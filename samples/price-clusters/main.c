#include "app.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static Dataset dataset;
static Clustering clustering;

_Noreturn void fail(int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("price-clusters: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(code);
}

const char *month_text(int month) {
    static char texts[2][16];
    static int next;
    char *text = texts[next = !next];
    snprintf(text, sizeof texts[0], "%04d-%02d", FIRST_YEAR + month / 12, month % 12 + 1);
    return text;
}

static int number(const char *name, const char *text, int least, int most) {
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || end == text || *end || value < least || value > most)
        fail(EXIT_ARGUMENT, "%s is '%s'; it must be a whole number from %d to %d", name, text, least, most);
    return (int)value;
}

static int month_argument(const char *name, const char *text) {
    int month = strlen(text) == 7 ? month_parse(text) : -1;
    if (month < 0) fail(EXIT_ARGUMENT, "%s is '%s'; it must be a month such as 1971-01", name, text);
    return month;
}

static const char *variable(const char *name, const char *otherwise) {
    const char *value = getenv(name);
    return value && *value ? value : otherwise;
}

static void save(const char *folder, const char *name, void (*write)(FILE *, const Clustering *, const Window *), const Window *window) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file) fail(EXIT_OUTPUT, "%s: %s", path, strerror(errno));
    write(file, &clustering, window);
    if (ferror(file) | fclose(file)) fail(EXIT_OUTPUT, "%s: %s", path, strerror(errno));
}

static void save_csv(FILE *file, const Clustering *result, const Window *window) {
    (void)window;
    write_csv(file, result);
}

int main(int argc, char **argv) {
    int months = 72, stride = 66, clusters = 4, first = -1;
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 == argc) fail(EXIT_ARGUMENT, "%s needs a value", argv[i]);
        if (!strcmp(argv[i], "--window")) months = number(argv[i], argv[i + 1], 6, MAX_MONTHS);
        else if (!strcmp(argv[i], "--stride")) stride = number(argv[i], argv[i + 1], 1, MAX_MONTHS);
        else if (!strcmp(argv[i], "--clusters")) clusters = number(argv[i], argv[i + 1], 1, MAX_SERIES);
        else if (!strcmp(argv[i], "--first")) first = month_argument(argv[i], argv[i + 1]);
        else fail(EXIT_ARGUMENT, "unknown argument '%s'; there are --window, --stride, --first and --clusters", argv[i]);
    }

    Window window = {.index = number("ECT_TASK_INDEX", variable("ECT_TASK_INDEX", "0"), 0, INT_MAX), .months = months};
    dataset_read(&dataset, variable("ECT_DATASET", "/in/dataset"));
    if (first < 0) first = dataset.first_month;
    long long start = first + (long long)window.index * stride;
    if (start < dataset.first_month || start + months - 1 > dataset.last_month)
        fail(EXIT_WINDOW, "window %d would begin %lld months after the first one and last %d months; the dataset has %s to %s",
            window.index, start - first, months, month_text(dataset.first_month), month_text(dataset.last_month));
    window.first_month = (int)start;

    cluster(&clustering, &dataset, &window, clusters);
    const char *folder = variable("ECT_OUT", "/out");
    save(folder, "clusters.json", write_json, &window);
    save(folder, "merges.csv", save_csv, &window);
    save(folder, "dendrogram.txt", write_text, &window);
    save(folder, "dendrogram.svg", write_svg, &window);
    printf("Window %d, %s to %s: %d series in %d clusters.\n", window.index, month_text(window.first_month),
        month_text(window.first_month + months - 1), clustering.count, clustering.clusters);
    return 0;
}
