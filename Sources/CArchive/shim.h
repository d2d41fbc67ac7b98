#include <archive.h>
#include <archive_entry.h>
#include <malloc.h>
