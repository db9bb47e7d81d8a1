/* Reads lines "Date,Country,Exchange rate", for example "1971-01-01,Australia,0.8944". */
#include "app.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char header[] = "Date,Country,Exchange rate";

static Series *find_or_add(Dataset *dataset, const char *name, int line) {
    int low = 0, high = dataset->count;
    while (low < high) {
        int middle = (low + high) / 2;
        int order = strcmp(dataset->series[middle]->name, name);
        if (!order) return dataset->series[middle];
        if (order < 0) low = middle + 1;
        else high = middle;
    }

    if (dataset->count == MAX_SERIES) fail(EXIT_LINE, "line %d: more than %d countries", line, MAX_SERIES);
    Series *added = calloc(1, sizeof *added);
    if (!added) fail(EXIT_DATASET, "not enough memory for %d countries", dataset->count + 1);
    strcpy(added->name, name);
    memmove(dataset->series + low + 1, dataset->series + low, sizeof added * (size_t)(dataset->count - low));
    dataset->series[low] = added;
    dataset->count++;
    return added;
}

static int digits(const char *text, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + text[i] - '0';
    }

    return value;
}

int month_parse(const char *text) {
    int year = digits(text, 4), month = year < 0 || text[4] != '-' ? -1 : digits(text + 5, 2);
    bool known = year >= FIRST_YEAR && year < FIRST_YEAR + MAX_MONTHS / 12 && month >= 1 && month <= 12;
    return known ? (year - FIRST_YEAR) * 12 + month - 1 : -1;
}

static int parse_date(const char *date, int line) {
    int month = month_parse(date), day = month >= 0 && date[7] == '-' ? digits(date + 8, 2) : -1;
    if (day < 1 || day > 31 || date[10]) fail(EXIT_LINE, "line %d: '%s' is no date such as 1971-01-01", line, date);
    return month;
}

/* Up to 15 digits and a division by a power of ten that a double holds exactly: correctly rounded, without strtod's bulk. */
static double parse_rate(const char *text, int line) {
    double value = 0, scale = 1;
    const char *c = text + (*text == '-');
    int digits = 0;
    bool point = false;
    for (; *c; c++) {
        if (*c == '.' && !point) point = true;
        else if (*c >= '0' && *c <= '9' && ++digits <= 15) {
            value = value * 10 + (*c - '0');
            if (point) scale *= 10;
        } else break;
    }

    if (*c || !digits) fail(EXIT_LINE, "line %d: '%s' is no decimal number of at most 15 digits", line, text);
    return *text == '-' ? -value / scale : value / scale;
}

static void parse_line(Dataset *dataset, char *text, int line) {
    char *country = strchr(text, ',');
    char *rate = country ? strchr(country + 1, ',') : NULL;
    if (!rate || strchr(rate + 1, ',')) fail(EXIT_LINE, "line %d: needs the three fields %s", line, header);
    *country++ = 0;
    *rate++ = 0;
    int month = parse_date(text, line);
    size_t length = strlen(country);
    if (!length || length > MAX_NAME) fail(EXIT_LINE, "line %d: the country's name needs 1 to %d bytes", line, MAX_NAME);
    for (const char *c = country; *c; c++)
        if ((unsigned char)*c < ' ' || *c == '"') fail(EXIT_LINE, "line %d: quotes and control characters are not supported", line);

    Series *series = find_or_add(dataset, country, line);
    if (!*rate) return;
    double value = parse_rate(rate, line);
    if (value <= 0) return; /* no price: the series is incomplete in any window with this month */
    if (series->rate[month] != 0) fail(EXIT_LINE, "line %d: a second rate of %s in %s", line, country, month_text(month));
    series->rate[month] = value;
    if (month < dataset->first_month) dataset->first_month = month;
    if (month > dataset->last_month) dataset->last_month = month;
}

void dataset_read(Dataset *dataset, const char *path) {
    char text[256];
    FILE *file = fopen(path, "r");
    if (!file) fail(EXIT_DATASET, "the dataset %s cannot be opened (%s); buy a dataset with the task", path, strerror(errno));
    dataset->first_month = MAX_MONTHS;
    dataset->last_month = -1;
    for (int line = 1; fgets(text, sizeof text, file); line++) {
        size_t length = strcspn(text, "\r\n");
        if (!text[length] && length == sizeof text - 1) fail(EXIT_LINE, "line %d: longer than %zu bytes", line, sizeof text - 2);
        text[length] = 0;
        if (line == 1 && strcmp(text, header)) fail(EXIT_LINE, "line 1: must be %s", header);
        if (line > 1 && length) parse_line(dataset, text, line);
    }

    if (ferror(file)) fail(EXIT_DATASET, "the dataset %s cannot be read: %s", path, strerror(errno));
    fclose(file);
    if (dataset->last_month < 0) fail(EXIT_DATASET, "the dataset %s holds no rates", path);
}
