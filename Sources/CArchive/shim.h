#include <archive.h>
#include <archive_entry.h>
#include <malloc.h>

// The C library declares these for _GNU_SOURCE alone.
int syncfs(int descriptor);
ssize_t copy_file_range(
    int from, __off64_t *at, int to, __off64_t *there, size_t count, unsigned int flags);
