/*
 * Log returns, Pearson correlation r, distance sqrt(2(1-r)), agglomerative clustering with average linkage (UPGMA).
 * Ties: of equally near pairs the one whose first series comes first by name is merged, then the one whose second does;
 * a cluster stands where its first series stands.
 */
#include "app.h"

#include <math.h>
#include <string.h>

static double returns[MAX_SERIES][MAX_MONTHS];
static double distance[MAX_SERIES][MAX_SERIES];

/* Fills one row of returns with mean 0 and length 1; false where the price never moves or moves evenly. */
static bool standardise(double *row, const Series *series, const Window *window) {
    int count = window->months - 1;
    double mean = 0, length = 0;
    for (int i = 0; i < count; i++) {
        const double *rate = series->rate + window->first_month + i;
        mean += row[i] = log(rate[1] / rate[0]);
    }

    mean /= count;
    for (int i = 0; i < count; i++) {
        row[i] -= mean;
        length += row[i] * row[i];
    }

    length = sqrt(length);
    if (length < 1e-9) return false;
    for (int i = 0; i < count; i++) row[i] /= length;
    return true;
}

static bool is_complete(const Series *series, const Window *window) {
    for (int i = 0; i < window->months; i++)
        if (series->rate[window->first_month + i] == 0) return false;
    return true;
}

static void select_series(Clustering *result, const Dataset *dataset, const Window *window) {
    for (int i = 0; i < dataset->count; i++) {
        const Series *series = dataset->series[i];
        if (is_complete(series, window) && standardise(returns[result->count], series, window))
            result->names[result->count++] = series->name;
        else
            result->excluded[result->excluded_count++] = series->name;
    }
}

static void measure(const Clustering *result, const Window *window) {
    for (int i = 0; i < result->count; i++)
        for (int j = 0; j < i; j++) {
            double correlation = 0;
            for (int t = 0; t < window->months - 1; t++) correlation += returns[i][t] * returns[j][t];
            distance[i][j] = distance[j][i] = sqrt(2 * fmax(0, 1 - correlation));
        }
}

/* A cluster lies at the place of its first series; the places of the others are then empty. */
static void merge_all(Clustering *result) {
    int node[MAX_SERIES], size[MAX_SERIES], n = result->count;
    for (int i = 0; i < n; i++) {
        node[i] = i;
        size[i] = 1;
        result->cluster_of[i] = i;
    }

    for (int step = 0; step < n - 1; step++) {
        int a = -1, b = -1;
        for (int i = 0; i < n; i++)
            for (int j = i + 1; size[i] && j < n; j++)
                if (size[j] && (a < 0 || distance[i][j] < distance[a][b])) {
                    a = i;
                    b = j;
                }

        result->merges[step] = (Merge){node[a], node[b], size[a] + size[b], distance[a][b]};
        for (int k = 0; k < n; k++)
            distance[a][k] = distance[k][a] = (size[a] * distance[a][k] + size[b] * distance[b][k]) / (size[a] + size[b]);
        node[a] = n + step;
        size[a] += size[b];
        size[b] = 0;
        for (int i = 0; step < n - result->clusters && i < n; i++)
            if (result->cluster_of[i] == b) result->cluster_of[i] = a;
    }
}

static void number_clusters(Clustering *result) {
    int numbers[MAX_SERIES], next = 0;
    for (int i = 0; i < result->count; i++) {
        if (result->cluster_of[i] == i) numbers[i] = next++;
        result->cluster_of[i] = numbers[result->cluster_of[i]];
    }
}

static int put_in_order(Clustering *result, int node, int next) {
    if (node < result->count) {
        result->order[next] = node;
        return next + 1;
    }

    const Merge *merge = &result->merges[node - result->count];
    return put_in_order(result, merge->right, put_in_order(result, merge->left, next));
}

void cluster(Clustering *result, const Dataset *dataset, const Window *window, int clusters) {
    select_series(result, dataset, window);
    int needed = clusters > 3 ? clusters : 3;
    if (result->count < needed)
        fail(EXIT_COUNTRIES, "only %d series are complete from %s to %s; %d are needed", result->count,
            month_text(window->first_month), month_text(window->first_month + window->months - 1), needed);
    result->clusters = clusters;
    measure(result, window);
    merge_all(result);
    number_clusters(result);
    put_in_order(result, 2 * result->count - 2, 0);
}

void node_rows(const Clustering *result, double *rows, int *clusters) {
    int n = result->count;
    for (int i = 0; i < n; i++) {
        rows[result->order[i]] = i;
        clusters[i] = result->cluster_of[i];
    }

    for (int step = 0; step < n - 1; step++) {
        const Merge *merge = &result->merges[step];
        rows[n + step] = (rows[merge->left] + rows[merge->right]) / 2;
        clusters[n + step] = step < n - result->clusters ? clusters[merge->left] : -1;
    }
}
