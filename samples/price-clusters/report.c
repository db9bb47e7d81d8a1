/* The result as JSON, as a table and as a dendrogram for terminals. */
#include "app.h"

#include <math.h>
#include <string.h>

static void json_text(FILE *file, const char *text) {
    fputc('"', file);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') fputc('\\', file);
        fputc(*text, file);
    }

    fputc('"', file);
}

static void json_list(FILE *file, const char *const *names, int count) {
    fputc('[', file);
    for (int i = 0; i < count; i++) {
        if (i) fputs(", ", file);
        json_text(file, names[i]);
    }

    fputc(']', file);
}

void write_json(FILE *file, const Clustering *result, const Window *window) {
    fprintf(file, "{\n  \"window\": {\"index\": %d, \"first\": \"%s\", \"last\": \"%s\", \"months\": %d},\n", window->index,
        month_text(window->first_month), month_text(window->first_month + window->months - 1), window->months);
    fputs("  \"countries\": ", file);
    json_list(file, result->names, result->count);
    fputs(",\n  \"excluded\": ", file);
    json_list(file, result->excluded, result->excluded_count);
    fputs(",\n  \"clusters\": [", file);
    for (int cluster = 0; cluster < result->clusters; cluster++) {
        const char *members[MAX_SERIES];
        int count = 0;
        for (int i = 0; i < result->count; i++)
            if (result->cluster_of[i] == cluster) members[count++] = result->names[i];
        fputs(cluster ? ",\n    " : "\n    ", file);
        json_list(file, members, count);
    }

    fputs("\n  ],\n  \"merges\": [", file);
    for (int step = 0; step < result->count - 1; step++) {
        const Merge *merge = &result->merges[step];
        fprintf(file, "%s\n    {\"left\": %d, \"right\": %d, \"height\": %.17g, \"size\": %d}", step ? "," : "", merge->left,
            merge->right, merge->height, merge->size);
    }

    fputs("\n  ]\n}\n", file);
}

/* A node by its first series: "Austria" or, for a merged one, "Austria+2". */
static void csv_node(FILE *file, const Clustering *result, int node) {
    int size = node < result->count ? 1 : result->merges[node - result->count].size;
    while (node >= result->count) node = result->merges[node - result->count].left;
    fputs(result->names[node], file);
    if (size > 1) fprintf(file, "+%d", size - 1);
}

void write_csv(FILE *file, const Clustering *result) {
    fputs("step,left,right,height,size\n", file);
    for (int step = 0; step < result->count - 1; step++) {
        const Merge *merge = &result->merges[step];
        fprintf(file, "%d,", step + 1);
        csv_node(file, result, merge->left);
        fputc(',', file);
        csv_node(file, result, merge->right);
        fprintf(file, ",%.17g,%d\n", merge->height, merge->size);
    }
}

enum { LEFT = 1, RIGHT = 2, UP = 4, DOWN = 8, COLUMNS = 64 };

static unsigned char cells[MAX_SERIES][COLUMNS + 1];

static void horizontal(int row, int from, int to) {
    for (int x = from; x < to; x++) {
        cells[row][x] |= RIGHT;
        cells[row][x + 1] |= LEFT;
    }
}

static void vertical(int column, int from, int to) {
    for (int y = from; y < to; y++) {
        cells[y][column] |= DOWN;
        cells[y + 1][column] |= UP;
    }
}

void write_text(FILE *file, const Clustering *result, const Window *window) {
    static const char *const lines[16] = {" ", "─", "─", "─", "│", "┘", "└", "┴", "│", "┐", "┌", "┬", "│", "┤", "├", "┼"};
    double rows[2 * MAX_SERIES];
    int clusters[2 * MAX_SERIES], columns[2 * MAX_SERIES], places[2 * MAX_SERIES], width = 0, n = result->count;
    double top = result->merges[n - 2].height > 0 ? result->merges[n - 2].height : 1;
    node_rows(result, rows, clusters);
    memset(cells, 0, sizeof cells);
    for (int i = 0; i < n; i++) {
        places[i] = (int)rows[i];
        columns[i] = 0;
        if ((int)strlen(result->names[i]) > width) width = (int)strlen(result->names[i]);
    }

    for (int step = 0; step < n - 1; step++) {
        const Merge *merge = &result->merges[step];
        int column = 1 + (int)floor(merge->height / top * (COLUMNS - 2));
        int upper = places[merge->left], lower = places[merge->right];
        horizontal(upper, columns[merge->left], column);
        horizontal(lower, columns[merge->right], column);
        vertical(column, upper, lower);
        columns[n + step] = column;
        places[n + step] = (upper + lower) / 2;
    }

    fprintf(file, "%d series, %s to %s, in %d clusters\n\n", n, month_text(window->first_month),
        month_text(window->first_month + window->months - 1), result->clusters);
    for (int row = 0; row < n; row++) {
        int series = result->order[row], last = COLUMNS;
        fprintf(file, "%3d %-*s ", result->cluster_of[series] + 1, width, result->names[series]);
        while (last >= 0 && !cells[row][last]) last--;
        for (int x = 0; x <= last; x++) fputs(lines[cells[row][x]], file);
        fputc('\n', file);
    }

    fprintf(file, "\n%*s 0%*.3f\n", width + 4, "distance", COLUMNS - 1, top);
}
