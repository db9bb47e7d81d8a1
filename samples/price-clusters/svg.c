/* The dendrogram as a picture: series on the left, distance to the right, one colour for each cluster. */
#include "app.h"

enum { LABELS = 150, TREE = 520, MARGIN = 24, HEAD = 58, ROW = 18 };

static const char *const colours[] = {
    "#1b6ca8", "#c8553d", "#3a7d44", "#8e5ea2", "#b8860b", "#008080", "#a23b72", "#556b2f", "#d2691e", "#4b5d67",
};

static const char *colour(int cluster) {
    return cluster < 0 ? "#888" : colours[cluster % (int)(sizeof colours / sizeof *colours)];
}

static void escaped(FILE *file, const char *text) {
    for (; *text; text++) {
        if (*text == '&') fputs("&amp;", file);
        else if (*text == '<') fputs("&lt;", file);
        else if (*text == '>') fputs("&gt;", file);
        else fputc(*text, file);
    }
}

static void branch(FILE *file, double from, double row_from, double to, double row_to, int cluster) {
    fprintf(file, "<path d=\"M%.1f %.1fH%.1fV%.1f\" stroke=\"%s\"/>\n", from, HEAD + ROW * row_from, to, HEAD + ROW * row_to, colour(cluster));
}

void write_svg(FILE *file, const Clustering *result, const Window *window) {
    double rows[2 * MAX_SERIES], x[2 * MAX_SERIES];
    int clusters[2 * MAX_SERIES], n = result->count, left = MARGIN + LABELS;
    int width = left + TREE + MARGIN, bottom = HEAD + ROW * n, height = bottom + 40;
    double scale = 0.2;
    while (scale < result->merges[n - 2].height) scale += 0.2;
    node_rows(result, rows, clusters);

    fprintf(file, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n",
        width, height, width, height);
    fprintf(file, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", width, height);
    fprintf(file, "<text x=\"%d\" y=\"28\" font-size=\"15\" fill=\"#222\">%d series in %d clusters, %s to %s</text>\n", MARGIN, n,
        result->clusters, month_text(window->first_month), month_text(window->first_month + window->months - 1));
    for (int tick = 0; tick * 0.2 < scale + 0.01; tick++) {
        double at = left + tick * 0.2 / scale * TREE;
        fprintf(file, "<path d=\"M%.1f %dV%d\" stroke=\"#e4e4e4\"/>\n", at, HEAD - 12, bottom - 4);
        fprintf(file, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\" font-size=\"11\">%.1f</text>\n", at, bottom + 12, tick * 0.2);
    }

    fprintf(file, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\" font-size=\"11\">distance √(2(1−ρ)) at which groups join</text>\n",
        left + TREE / 2, bottom + 29);
    for (int i = 0; i < n; i++) {
        x[i] = left;
        fprintf(file, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"%s\">", left - 8, HEAD + ROW * rows[i] + 4, colour(clusters[i]));
        escaped(file, result->names[i]);
        fputs("</text>\n", file);
    }

    fputs("<g fill=\"none\" stroke-width=\"1.5\">\n", file);
    for (int step = 0; step < n - 1; step++) {
        const Merge *merge = &result->merges[step];
        x[n + step] = left + merge->height / scale * TREE;
        branch(file, x[merge->left], rows[merge->left], x[n + step], rows[n + step], clusters[merge->left]);
        branch(file, x[merge->right], rows[merge->right], x[n + step], rows[n + step], clusters[merge->right]);
    }

    fputs("</g>\n</svg>\n", file);
}
