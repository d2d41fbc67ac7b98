#include <sqlite3.h>

/* Swift calls no function that takes any number of arguments. */
static inline int npq_sqlite_count_no_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
