#include <xlsxwriter.h>

/* Linux has it since 3.17, glibc since 2.27; its header hides it without _GNU_SOURCE. */
int memfd_create(const char *name, unsigned int flags);
