// Takes STEPS steps of so much WORK and saves its state after each. What it prints and leaves shows all that a process can
// see: clock, random numbers, inode numbers, descriptor numbers, files of earlier steps.
// clang-14 --target=wasm32-wasi -std=c11 -D_GNU_SOURCE -O2 -g0 -Wall -Wextra -Werror -Wl,--strip-all -Wl,--stack-first -o steps.wasm steps.c
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct state {
  unsigned step, dough, check;
};

static unsigned check(const struct state *s) { return (s->step * 2654435761u) ^ s->dough ^ 0x5ec7u; }

static void load(struct state *s) {
  FILE *file = fopen("/checkpoint/state", "rb");
  if (!file) return;
  if (fread(s, sizeof *s, 1, file) != 1 || s->check != check(s)) {
    fprintf(stderr, "the state is unreadable\n");
    exit(9);
  }
  fclose(file);
  if (s->step == 1000) __builtin_trap();
  while (s->step == 1001) __asm__ volatile("");
}

static void save(struct state *s, unsigned padding) {
  s->check = check(s);
  fflush(NULL);
  FILE *file = fopen("/checkpoint/next", "wb");
  if (!file) return;
  fwrite(s, sizeof *s, 1, file);
  while (padding--) fputc(0, file);
  fclose(file);
  rename("/checkpoint/next", "/checkpoint/state");
}

static void bake(struct state *s, unsigned work) {
  volatile unsigned dough = s->dough;
  for (unsigned i = 0; i < work; i++) dough = dough * 1664525u + 1013904223u;
  s->dough = dough;
}

// Files and folders that come and go; some are left open.
static void tidy(struct state *s) {
  char path[64];
  struct stat seen = {0};
  unsigned kind = s->dough >> 28;
  snprintf(path, sizeof path, "/out/d%u", s->step % 5);
  if (mkdir(path, 0777) != 0) rmdir(path);
  snprintf(path, sizeof path, "/out/d%u/file", s->step % 5);
  int fd = open(path, O_CREAT | O_RDWR | O_APPEND, 0666);
  if (fd >= 0 && write(fd, &s->step, kind) < 0) abort();
  if (fd >= 0 && kind < 8) close(fd);
  snprintf(path, sizeof path, "/out/d%u/file", (s->step + 2) % 5);
  if (kind & 1) unlink(path);
  stat(path, &seen);
  DIR *folder = opendir("/out");
  unsigned entries = 0;
  while (folder && readdir(folder)) entries++;
  printf("step %02u: dough %08x, fd %d, %u entries, inode %llu, %lld bytes\n", s->step, s->dough, fd, entries, (unsigned long long)seen.st_ino, (long long)seen.st_size);
}

int main(int argc, char **argv) {
  unsigned steps = argc > 1 ? atoi(argv[1]) : 8, work = argc > 2 ? atoi(argv[2]) : 10000, padding = argc > 3 ? atoi(argv[3]) : 0;
  struct stat seen;
  if (stat("/checkpoint", &seen) != 0) printf("there is no checkpoint folder\n");
  struct state s = {0, 1, 0};
  for (load(&s); s.step < steps; save(&s, padding)) {
    unsigned long long chance = 0;
    struct timespec now;
    bake(&s, work);
    tidy(&s);
    if (getentropy(&chance, 1 + s.step % 8) != 0) abort();
    clock_gettime(CLOCK_REALTIME, &now);
    printf("chance %llx at %lld.%09ld\n", chance, (long long)now.tv_sec, now.tv_nsec);
    s.step++;
    fprintf(stderr, "ect-progress: %.2f baked %u\n", (double)s.step / steps, s.step);
  }
  FILE *result = fopen("/out/result", "w");
  fprintf(result, "%08x\n", s.dough);
  return fclose(result);
}
