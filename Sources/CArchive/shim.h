#include <archive.h>
#include <archive_entry.h>
#include <malloc.h>

// The C library declares it for _GNU_SOURCE alone.
int syncfs(int descriptor);
