/* Preloaded in the server: notes each file that was synced and how long it was before that. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int note(int file, const char *name) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    struct stat found;
    char link[64], path[1024], line[1100];
    fstat(file, &found);
    int result = real(file);
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (result != 0 || length < 0) return result;
    path[length] = 0;
    int log = open(getenv("SYNCS"), O_WRONLY | O_APPEND | O_CREAT, 0600);
    int written = snprintf(line, sizeof line, "%lld %s\n", (long long)found.st_size, path);
    if (write(log, line, written) < 0) abort();
    close(log);
    return result;
}

int fsync(int file) { return note(file, "fsync"); }
int fdatasync(int file) { return note(file, "fdatasync"); }
