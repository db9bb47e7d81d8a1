/* price-clusters: which price series move together, in one window of time. */
#ifndef APP_H
#define APP_H

#include <stdbool.h>
#include <stdio.h>

enum {
    EXIT_ARGUMENT = 2,  /* an argument or the task's index is wrong */
    EXIT_DATASET = 3,   /* the dataset cannot be read */
    EXIT_LINE = 4,      /* a line of the dataset is malformed */
    EXIT_WINDOW = 5,    /* the window lies outside of the dataset */
    EXIT_COUNTRIES = 6, /* too few series are complete in the window */
    EXIT_OUTPUT = 7,    /* a result cannot be written */
};

enum { MAX_SERIES = 256, MAX_NAME = 63, FIRST_YEAR = 1800, MAX_MONTHS = 12 * 400 };

/* Months are counted from January of FIRST_YEAR. */
typedef struct {
    char name[MAX_NAME + 1];
    double rate[MAX_MONTHS]; /* 0 where there is none */
} Series;

typedef struct {
    Series *series[MAX_SERIES]; /* sorted by name */
    int count;
    int first_month;
    int last_month;
} Dataset;

typedef struct {
    int index;
    int first_month;
    int months;
} Window;

/* Nodes 0 … count-1 are the series; merge m makes node count+m. */
typedef struct {
    int left;
    int right;
    int size;
    double height;
} Merge;

typedef struct {
    const char *names[MAX_SERIES];
    int count;
    const char *excluded[MAX_SERIES];
    int excluded_count;
    Merge merges[MAX_SERIES - 1];
    int clusters;
    int cluster_of[MAX_SERIES]; /* 0-based, numbered by their first series */
    int order[MAX_SERIES];      /* series from top to bottom of the dendrogram */
} Clustering;

/* Ends the program with a message on standard error. */
_Noreturn void fail(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Text like 1971-01; two results may be in use at a time. */
const char *month_text(int month);

/* The month at the start of a text like 1971-01 or 1971-01-31, or -1. */
int month_parse(const char *text);

void dataset_read(Dataset *dataset, const char *path);

void cluster(Clustering *result, const Dataset *dataset, const Window *window, int clusters);

void write_json(FILE *file, const Clustering *result, const Window *window);
void write_csv(FILE *file, const Clustering *result);
void write_text(FILE *file, const Clustering *result, const Window *window);
void write_svg(FILE *file, const Clustering *result, const Window *window);

/* Row of a node in the dendrogram, in leaves from the top, and the cluster it lies in or -1 above the cut. */
void node_rows(const Clustering *result, double *rows, int *clusters);

#endif
