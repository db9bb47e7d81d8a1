/* Everything that an application should not do; the first argument chooses. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>

static void loop_for_ever(void) {
    volatile uint32_t i = 0;
    for (;;) i++;
}

static void loop_over_calls(void) {
    __wasi_timestamp_t now;
    for (;;) (void)!__wasi_clock_time_get(__WASI_CLOCKID_REALTIME, 1, &now);
}

static char *volatile taken;

static void take_all_memory(void) {
    for (;;) {
        char *block = malloc(1 << 20);
        if (!block) exit(9);
        memset(block, 1, 1 << 20);
        taken = block;
    }
}

static void flood_file(void) {
    static char block[1 << 16];
    FILE *file = fopen("/out/flood", "wb");
    if (!file) exit(2);
    for (;;) if (fwrite(block, 1, sizeof block, file) != sizeof block) exit(3);
}

static void flood_sparse(void) {
    int file = open("/out/sparse", O_CREAT | O_RDWR);
    if (file < 0) exit(2);
    if (pwrite(file, "x", 1, 1LL << 62) < 0) exit(3);
}

static void flood_by_size(void) {
    int file = open("/out/sparse", O_CREAT | O_RDWR);
    if (file < 0) exit(2);
    if (ftruncate(file, 1LL << 40) < 0) exit(3);
}

static void flood_stdout(void) {
    for (;;) puts("the same line again and again, without an end to it");
}

static void flood_files(void) {
    for (int i = 0;; i++) {
        char name[64];
        snprintf(name, sizeof name, "/out/file-%d", i);
        FILE *file = fopen(name, "w");
        if (!file) exit(2);
        fclose(file);
    }
}

static void flood_removed_files(void) {
    for (int i = 0;; i++) {
        char name[64];
        snprintf(name, sizeof name, "/out/file-%d", i);
        if (open(name, O_CREAT | O_RDWR) < 0) exit(errno == EMFILE ? 24 : 2);
        if (unlink(name)) exit(3);
    }
}

static volatile int nested;

__attribute__((noinline)) static int nest(int depth) {
    if (nested < 0) return depth;
    nested++;
    return nest(depth + 1) + nested;
}

static void read_null(void) {
    volatile char *end = (volatile char *)(uintptr_t)0xfffffff0u;
    *end = 1;
}

/* Prints the error of each forbidden operation: 0 would mean that it worked. */
static int tried(const char *what, int failed) {
    printf("%s: %s\n", what, failed ? strerror(errno) : "WORKED");
    return !failed;
}

static int raw_open(const char *what, int folder, const char *path) {
    __wasi_fd_t fd;
    errno = __wasi_path_open(folder, 1, path, 0, __WASI_RIGHTS_FD_READ, 0, 0, &fd);
    return tried(what, errno != 0);
}

static int escape(void) {
    int worked = 0;
    worked |= tried("fopen /etc/passwd", !fopen("/etc/passwd", "r"));
    worked |= tried("fopen ../../etc/passwd", !fopen("../../etc/passwd", "r"));
    worked |= tried("fopen /out/../../../etc/passwd", !fopen("/out/../../../etc/passwd", "r"));
    worked |= raw_open("raw /etc/passwd", 4, "/etc/passwd");
    worked |= raw_open("raw ../etc/passwd", 4, "../etc/passwd");
    worked |= raw_open("raw .", 9, ".");
    worked |= raw_open("raw ..", 4, "..");
    mkdir("/out/sub", 0777);
    worked |= raw_open("raw sub/../../in/dataset", 4, "sub/../../in/dataset");
    worked |= raw_open("raw sub/../..", 4, "sub/../..");
    worked |= tried("symlink to /etc", symlink("/etc", "/out/etc"));
    worked |= tried("symlink to ..", symlink("..", "/out/up"));
    worked |= tried("link /in/dataset", link("/in/dataset", "/out/dataset"));
    worked |= tried("rename /in/dataset", rename("/in/dataset", "/out/dataset"));
    worked |= tried("write /in/new", !fopen("/in/new", "w"));
    worked |= tried("append /in/dataset", !fopen("/in/dataset", "a"));
    worked |= tried("unlink /in/dataset", unlink("/in/dataset"));
    worked |= tried("mkdir /in/new", mkdir("/in/new", 0777));
    worked |= tried("make stdout.txt", !fopen("/out/stdout.txt", "w"));
    worked |= tried("make .spool", !fopen("/out/.spool", "w"));
    worked |= tried("make a\\b", !fopen("/out/a\\b", "w"));
    worked |= tried("make a:b", !fopen("/out/a:b", "w"));
    worked |= tried("make control character", !fopen("/out/a\nb", "w"));
    worked |= tried("make invalid UTF-8", !fopen("/out/\xff\xfe", "w"));
    return worked ? 1 : 0;
}

static void show(const char *path) {
    struct stat status;
    if (stat(path, &status)) {
        printf("%s: %s\n", path, strerror(errno));
        return;
    }

    printf("%s: dev %llu ino %llu mode %o links %llu size %lld times %lld %lld %lld\n", path,
        (unsigned long long)status.st_dev, (unsigned long long)status.st_ino, (unsigned)status.st_mode,
        (unsigned long long)status.st_nlink, (long long)status.st_size, (long long)status.st_atim.tv_sec,
        (long long)status.st_mtim.tv_sec, (long long)status.st_ctim.tv_nsec);
}

static void list(const char *path) {
    DIR *folder = opendir(path);
    struct dirent *entry;
    if (!folder) exit(4);
    while ((entry = readdir(folder))) printf("%s/%s %llu\n", path, entry->d_name, (unsigned long long)entry->d_ino);
    closedir(folder);
}

/* Prints all that could tell one machine, folder or moment from another. */
static int probe(int argc, char **argv) {
    extern char **environ;
    unsigned char random[16];
    for (int i = 0; i < argc; i++) printf("argument %s\n", argv[i]);
    for (char **variable = environ; *variable; variable++) printf("variable %s\n", *variable);
    getentropy(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++) printf("%02x", random[i]);
    for (int clock = 0; clock < 4; clock++) {
        __wasi_timestamp_t now = 0, resolution = 0;
        int error = __wasi_clock_time_get(clock, 1, &now) | __wasi_clock_res_get(clock, &resolution);
        printf("\nclock %d: %d %llu %llu", clock, error, (unsigned long long)now, (unsigned long long)resolution);
    }

    time_t before = time(NULL);
    sleep(3600);
    printf("\nslept %lld s\n", (long long)(time(NULL) - before));
    list("/in");
    mkdir("/out/folder", 0777);
    for (int i = 9; i >= 0; i--) {
        char name[] = "/out/folder/0";
        name[12] += i;
        FILE *file = fopen(name, "w");
        fprintf(file, "%d", i);
        fclose(file);
    }

    list("/out/folder");
    show("/in");
    show("/in/dataset");
    show("/out/folder/3");
    printf("terminal: %d %d\nmemory: %p\n", isatty(0), isatty(1), malloc(100));
    volatile double zero = 0;
    double nan = zero / zero;
    uint64_t bits;
    memcpy(&bits, &nan, sizeof bits);
    printf("nan: %llx\n", (unsigned long long)bits);
    return 0;
}

/* Uses files in every ordinary way and checks each answer; the exit code is the line that failed. */
#define CHECK(condition) do { if (!(condition)) { fprintf(stderr, "line %d: %s\n", __LINE__, #condition); return 1; } } while (0)
static int files(void) {
    char text[64] = {0};
    FILE *file = fopen("/out/a", "w+");
    CHECK(file && fputs("hello world", file) >= 0 && fseek(file, 6, SEEK_SET) == 0);
    CHECK(fread(text, 1, sizeof text, file) == 5 && !strcmp(text, "world") && ftell(file) == 11);
    CHECK(fseek(file, -1, SEEK_SET) != 0 && fclose(file) == 0);
    CHECK((file = fopen("/out/a", "a")) && fputs("!", file) >= 0 && fclose(file) == 0);
    CHECK((file = fopen("/out/a", "r")) && fread(text, 1, sizeof text, file) == 12 && text[11] == '!');
    CHECK(fputc('x', file) == EOF || fflush(file) != 0);
    fclose(file);
    CHECK(mkdir("/out/d", 0777) == 0 && mkdir("/out/d", 0777) != 0 && errno == EEXIST);
    CHECK(rename("/out/a", "/out/d/b") == 0 && access("/out/a", F_OK) != 0 && errno == ENOENT);
    CHECK(rename("/out/d", "/out/d/e") != 0 && errno == EINVAL);
    CHECK(rmdir("/out/d") != 0 && errno == ENOTEMPTY);
    CHECK(unlink("/out/d") != 0 && rmdir("/out/d/b") != 0 && errno == ENOTDIR);
    CHECK(open("/out/d/b/", O_RDONLY) < 0 && errno == ENOTDIR);
    CHECK(open("/out/d/b", O_CREAT | O_EXCL | O_WRONLY) < 0 && errno == EEXIST);
    CHECK(open("/out/d", O_WRONLY) < 0 && errno == EISDIR);
    int fd = open("/out/t", O_CREAT | O_RDWR);
    CHECK(fd >= 0 && write(fd, "123456", 6) == 6 && ftruncate(fd, 3) == 0);
    CHECK(lseek(fd, 0, SEEK_END) == 3 && pread(fd, text, 9, 1) == 2 && text[0] == '2');
    CHECK(unlink("/out/t") == 0 && pwrite(fd, "abc", 3, 0) == 3 && pread(fd, text, 3, 0) == 3 && text[2] == 'c');
    CHECK(close(fd) == 0 && close(fd) != 0 && errno == EBADF);
    CHECK((file = fopen("/in/dataset", "r")) && fgets(text, sizeof text, file) && !strcmp(text, "data\n"));
    CHECK(fclose(file) == 0);

    /* Removing while listing must skip nothing. */
    CHECK(mkdir("/out/many", 0777) == 0);
    for (int i = 0; i < 300; i++) {
        char name[64];
        snprintf(name, sizeof name, "/out/many/a-rather-long-name-%d", i);
        CHECK((file = fopen(name, "w")) && fclose(file) == 0);
    }

    DIR *folder = opendir("/out/many");
    struct dirent *entry;
    int removed = 0;
    while ((entry = readdir(folder)))
        if (entry->d_name[0] != '.') {
            char name[300];
            snprintf(name, sizeof name, "/out/many/%s", entry->d_name);
            CHECK(unlink(name) == 0);
            removed++;
        }
    CHECK(removed == 300 && closedir(folder) == 0 && rmdir("/out/many") == 0);
    return 0;
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "";
#define MODE(name, call) if (!strcmp(mode, name)) { call; return 0; }
    MODE("loop", loop_for_ever())
    MODE("calls", loop_over_calls())
    MODE("memory", take_all_memory())
    MODE("flood-file", flood_file())
    MODE("flood-sparse", flood_sparse())
    MODE("flood-size", flood_by_size())
    MODE("flood-stdout", flood_stdout())
    MODE("flood-files", flood_files())
    MODE("flood-removed", flood_removed_files())
    MODE("exit", fputs("no such window\n", stderr); exit(3))
    MODE("abort", abort())
    MODE("nest", printf("%d", nest(0)))
    MODE("pointer", read_null())
    MODE("bad-call", (void)!__wasi_fd_write(1, (const __wasi_ciovec_t *)0xfffffff0u, 1, (__wasi_size_t *)4))
    MODE("escape", return escape())
    MODE("probe", return probe(argc, argv))
    MODE("files", return files())
    MODE("hello", puts("hello"))
    fprintf(stderr, "unknown mode '%s'\n", mode);
    return 64;
}
