/* Loaded before the C library (LD_PRELOAD): lets the n-th write or sync of a file below FAULTS_DIR fail.
 *
 * The first 20 bytes of the file FAULTS_CONTROL are shared with whoever plans the fault, as five numbers of four bytes:
 * calls left before the first failure, the error (0: only half is written), how many failures (-1: all from then on),
 * failures so far, and what counts (1 writes, 2 syncs, 3 both). An error count of 0 failures means: not armed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static volatile int *plan;
static const char *below;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FAULTS_CONTROL");
    below = getenv("FAULTS_DIR");
    int file = path && below ? open(path, O_RDWR) : -1;
    if (file < 0) return;
    void *shared = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (shared != MAP_FAILED) plan = shared;
    close(file);
}

/* Whether this call is to fail. */
static int fails(int file, int kind) {
    if (!plan || plan[2] == 0 || !(plan[4] & kind)) return 0;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (strncmp(path, below, strlen(below)) != 0) return 0;
    if (__sync_fetch_and_sub(&plan[0], 1) > 0) return 0;
    if (plan[2] > 0 && __sync_sub_and_fetch(&plan[2], 1) < 0) return 0;
    __sync_fetch_and_add(&plan[3], 1);
    return 1;
}

#define REAL(name, type) static type real; if (!real) real = (type)dlsym(RTLD_NEXT, name)

typedef ssize_t (*write_type)(int, const void *, size_t);
typedef ssize_t (*pwrite_type)(int, const void *, size_t, off_t);
typedef int (*sync_type)(int);

ssize_t write(int file, const void *bytes, size_t count) {
    REAL("write", write_type);
    if (!fails(file, 1)) return real(file, bytes, count);
    if (plan[1] == 0) return real(file, bytes, count > 1 ? count / 2 : count);
    errno = plan[1];
    return -1;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off_t at) {
    REAL("pwrite64", pwrite_type);
    if (!fails(file, 1)) return real(file, bytes, count, at);
    if (plan[1] == 0) return real(file, bytes, count > 1 ? count / 2 : count, at);
    errno = plan[1];
    return -1;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { return pwrite64(file, bytes, count, at); }

int fsync(int file) {
    REAL("fsync", sync_type);
    if (!fails(file, 2)) return real(file);
    errno = plan[1] ? plan[1] : EIO;
    return -1;
}

int fdatasync(int file) {
    REAL("fdatasync", sync_type);
    if (!fails(file, 2)) return real(file);
    errno = plan[1] ? plan[1] : EIO;
    return -1;
}
