/* Imports a socket call that other runtimes offer: must be refused before it starts. */
#include <stdint.h>

__attribute__((import_module("wasi_snapshot_preview1"), import_name("sock_open")))
extern int32_t sock_open(int32_t family, int32_t type, int32_t *socket);

int main(void) {
    int32_t socket = -1;
    return sock_open(1, 2, &socket);
}
