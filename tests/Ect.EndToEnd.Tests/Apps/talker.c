// Writes a line to standard output and its progress to standard error, twenty times, with work in between: as much again for each argument.
// clang-14 --target=wasm32 -O1 -nostdlib -Wl,--export=_start -Wl,--strip-all -o talker.wasm talker.c
typedef struct { const char *at; unsigned length; } buffer;
__attribute__((import_module("wasi_snapshot_preview1"), import_name("fd_write")))
int fd_write(int fd, const buffer *buffers, int count, unsigned *written);
__attribute__((import_module("wasi_snapshot_preview1"), import_name("args_sizes_get")))
int args_sizes_get(unsigned *count, unsigned *bytes);

enum { STEPS = 20, WORK = 40000000 };

static void say(int fd, char *text, unsigned length) {
  buffer one = {text, length};
  unsigned written;
  fd_write(fd, &one, 1, &written);
}

void _start(void) {
  char out[] = "step 00\n", progress[] = "ect-progress: 0.00 baking loaf 00\n";
  volatile unsigned dough = 1;
  unsigned times = 1, bytes;
  args_sizes_get(&times, &bytes);
  for (int step = 0; step < STEPS; step++) {
    int hundredths = step * 100 / STEPS;
    out[5] = (char)('0' + step / 10);
    out[6] = (char)('0' + step % 10);
    progress[16] = (char)('0' + hundredths / 10);
    progress[17] = (char)('0' + hundredths % 10);
    progress[31] = out[5];
    progress[32] = out[6];
    say(1, out, sizeof out - 1);
    say(2, progress, sizeof progress - 1);
    for (unsigned i = 0; i < WORK * times; i++) dough = dough * 1664525u + 1013904223u;
  }
}
