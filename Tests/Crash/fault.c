// Preloaded into npq by Tests/Crash/run: counts the system calls that write, and at one of them
// ends the process, tears the write in two, or makes it fail.
//
//   NPQ_FAULT=count:0      counts only; the number goes to the file NPQ_FAULT_COUNT at the end
//   NPQ_FAULT=kill:N       SIGKILL before the N-th call
//   NPQ_FAULT=tear:N       half of the N-th write, or nothing of another call, then SIGKILL
//   NPQ_FAULT=full:N       from the N-th call on nothing can be written: ENOSPC
//   NPQ_FAULT=readonly:N   the same with EROFS
//   NPQ_FAULT=sync:N       from the N-th fsync on each fails: EIO
//   NPQ_FAULT=log:0        writes into the file NPQ_FAULT_LOG what is made, with the rights of others
//   NPQ_FAULT=order:0      writes into NPQ_FAULT_LOG which files of a series no sync had kept yet when its
//                          record was, which is when the journal of SQLite is cut off
//   NPQ_FAULT=grow:N       before the N-th call that opens or reads the file NPQ_FAULT_GROWS (in it or
//                          of it, counted alone), somebody writes on at its end
//   NPQ_FAULT=halve:N      the same, but somebody cuts it in half
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls, syncs;
static long point = -1;
static char kind;
static pid_t meant;  // npq, also where a child that is not yet another program makes the call

__attribute__((constructor)) static void begin(void) {
  const char *fault = getenv("NPQ_FAULT");
  if (!fault) return;
  meant = getpid();
  kind = fault[0];
  const char *number = strchr(fault, ':');
  point = number ? atol(number + 1) : 0;
  unsetenv("LD_PRELOAD");  // the programs that npq starts are not meant
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("NPQ_FAULT_COUNT");
  if (!path) return;
  char line[64];
  int length = snprintf(line, sizeof line, "%ld %ld\n", (long)calls, (long)syncs);
  int file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file >= 0) { syscall(SYS_write, file, line, length); syscall(SYS_close, file); }
}

// The bits that the process takes away from all it makes. The system call of that name would set
// them for a moment, for all threads: one would make a file with the rights that another one lent.
static mode_t mask_of_process(void) {
  char text[1024];
  int file = syscall(SYS_openat, AT_FDCWD, "/proc/self/status", O_RDONLY | O_CLOEXEC, 0);
  if (file < 0) return 0;
  ssize_t length = syscall(SYS_read, file, text, sizeof text - 1);
  syscall(SYS_close, file);
  text[length > 0 ? length : 0] = 0;
  const char *line = strstr(text, "\nUmask:");
  return line ? strtoul(line + sizeof "\nUmask:" - 1, 0, 8) : 0;
}

// Says what is made, and for whom: the bits of others that no umask takes away, and the path.
static void tell(mode_t mode, const char *path) {
  const char *log = kind == 'l' ? getenv("NPQ_FAULT_LOG") : 0;
  if (!log || !path) return;
  char line[8192];
  unsigned rights = mode & ~mask_of_process() & 0777;
  int length = snprintf(line, sizeof line, "%03o %s\n", rights, path);
  int file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (file >= 0) { syscall(SYS_write, file, line, length); syscall(SYS_close, file); }
}

static void die(void) { kill(meant, SIGKILL); for (;;) pause(); }

// Whether the call fails; `torn` is set where the process ends in its midst.
static int faulty(int *torn, int is_sync) {
  *torn = 0;
  if (point < 0) return 0;
  long call = atomic_fetch_add(&calls, 1) + 1;
  long sync = is_sync ? atomic_fetch_add(&syncs, 1) + 1 : 0;
  switch (kind) {
    case 'k': if (call == point) die(); return 0;
    case 't': if (call == point) *torn = 1; return 0;
    case 'f': if (call >= point && !is_sync) { errno = ENOSPC; return 1; } return 0;
    case 'r': if (call >= point && !is_sync) { errno = EROFS; return 1; } return 0;
    case 'g': case 'h': atomic_fetch_sub(&calls, 1); return 0;  // counts reads alone
    case 's': if (is_sync && sync >= point) { errno = EIO; return 1; } return 0;
    default: return 0;
  }
}

// Files with bytes that no sync has kept yet, where the order is looked at.
static struct { dev_t device; ino_t file; char path[256]; } unkept[4096];
static int unkept_files;
static atomic_flag turn = ATOMIC_FLAG_INIT;

static ssize_t path_of(int fd, char *path, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, size - 1);
  path[length > 0 ? length : 0] = 0;
  return length;
}

// Notes that bytes were written to a file, or that they are kept.
static void note(int fd, int are_kept) {
  struct stat now;
  if (kind != 'o' || fstat(fd, &now) != 0 || !S_ISREG(now.st_mode)) return;
  while (atomic_flag_test_and_set(&turn)) {}
  int place = 0;
  while (place < unkept_files &&
         (unkept[place].file != now.st_ino || unkept[place].device != now.st_dev)) place++;
  if (are_kept && place < unkept_files) unkept[place] = unkept[--unkept_files];
  if (!are_kept && place == unkept_files && place < 4096) {
    unkept[place].device = now.st_dev;
    unkept[place].file = now.st_ino;
    path_of(fd, unkept[place].path, sizeof unkept[place].path);
    unkept_files++;
  }
  atomic_flag_clear(&turn);
}

// Says which files of a series are not kept while its record says that they are.
static void judge_order(int fd) {
  static const char ending[] = "ledger.sqlite-journal";
  char journal[256];
  const char *log = getenv("NPQ_FAULT_LOG");
  ssize_t length = kind == 'o' && log ? path_of(fd, journal, sizeof journal) : 0;
  ssize_t folder = length - (ssize_t)(sizeof ending - 1);
  if (folder < 0 || strcmp(journal + folder, ending) != 0) return;
  while (atomic_flag_test_and_set(&turn)) {}
  for (int place = 0; place < unkept_files; place++) {
    const char *path = unkept[place].path;
    if (strncmp(path, journal, folder) != 0 || strcmp(path, journal) == 0) continue;
    int file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (file < 0) continue;
    syscall(SYS_write, file, path, strlen(path));
    syscall(SYS_write, file, "\n", 1);
    syscall(SYS_close, file);
  }
  atomic_flag_clear(&turn);
}

// Whether a path is that of the file that grows, or shrinks.
static int grows(const char *path) {
  const char *name = getenv("NPQ_FAULT_GROWS");
  return (kind == 'g' || kind == 'h') && name && path && strcmp(path, name) == 0;
}

static void grow(const char *path) {
  static const char more[] = "\nand one thought more";
  if (atomic_fetch_add(&calls, 1) + 1 != point) return;
  if (kind == 'h') {
    struct stat now;
    if (stat(path, &now) == 0) syscall(SYS_truncate, path, now.st_size / 2);
    return;
  }
  int file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND);
  if (file >= 0) { syscall(SYS_write, file, more, sizeof more - 1); syscall(SYS_close, file); }
}

static void grow_open(int fd) {
  if (kind != 'g' && kind != 'h') return;
  char path[4096];
  if (path_of(fd, path, sizeof path) > 0 && grows(path)) grow(path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define CALL(result, name, parameters, arguments, mode, to) \
  result name parameters {                                 \
    int torn;                                              \
    tell(mode, to);                                        \
    if (faulty(&torn, 0)) return -1;                       \
    if (torn) die();                                       \
    return REAL(name) arguments;                           \
  }
#define WRITE(name, parameters, whole, half)               \
  ssize_t name parameters {                                \
    int torn;                                              \
    if (fd == 1 || fd == 2) return REAL(name) whole;       \
    if (faulty(&torn, 0)) return -1;                       \
    if (torn) { REAL(name) half; die(); }                  \
    note(fd, 0);                                           \
    return REAL(name) whole;                               \
  }
#define SYNC(name)                                         \
  int name(int fd) {                                       \
    int torn;                                              \
    if (faulty(&torn, 1)) return -1;                       \
    if (torn) die();                                       \
    note(fd, 1);                                           \
    return REAL(name)(fd);                                 \
  }
// To make room again, or to take something away, needs no room.
#define REMOVE(result, name, parameters, arguments, first) \
  result name parameters {                                 \
    int torn;                                              \
    first;                                                 \
    char before = kind;                                    \
    if (kind == 'f' || kind == 'r') kind = 'c';                           \
    faulty(&torn, 0);                                      \
    kind = before;                                         \
    if (torn) die();                                       \
    return REAL(name) arguments;                           \
  }
/* A file without a name is made as well. */
#define MAKES(flags) (((flags) & O_CREAT) || ((flags) & O_TMPFILE) == O_TMPFILE)
#define OPEN(name, fixed, given)                           \
  int name(fixed, int flags, ...) {                        \
    mode_t mode = 0;                                       \
    int torn;                                              \
    if (MAKES(flags)) {                                    \
      va_list list;                                        \
      va_start(list, flags);                               \
      mode = va_arg(list, mode_t);                         \
      va_end(list);                                        \
    }                                                      \
    if (MAKES(flags) && faulty(&torn, 0)) return -1;       \
    if (MAKES(flags) && torn) die();                       \
    if (grows(path)) grow(path);                           \
    if (MAKES(flags)) tell(mode, path);                    \
    return REAL(name)(given, flags, mode);                 \
  }
#define COMMA ,

ssize_t read(int fd, void *bytes, size_t count) {
  grow_open(fd);
  return REAL(read)(fd, bytes, count);
}
ssize_t pread(int fd, void *bytes, size_t count, off_t at) {
  grow_open(fd);
  return REAL(pread)(fd, bytes, count, at);
}
ssize_t pread64(int fd, void *bytes, size_t count, off64_t at) {
  grow_open(fd);
  return REAL(pread64)(fd, bytes, count, at);
}
void *mmap(void *place, size_t length, int protection, int flags, int fd, off_t at) {
  grow_open(fd);
  return (void *)syscall(SYS_mmap, place, length, protection, flags, fd, at);
}

WRITE(write, (int fd, const void *bytes, size_t count), (fd, bytes, count), (fd, bytes, count / 2))
WRITE(pwrite, (int fd, const void *bytes, size_t count, off_t at), (fd, bytes, count, at),
      (fd, bytes, count / 2, at))
WRITE(pwrite64, (int fd, const void *bytes, size_t count, off64_t at), (fd, bytes, count, at),
      (fd, bytes, count / 2, at))
SYNC(fsync)
SYNC(fdatasync)
int syncfs(int fd) {
  int torn;
  if (faulty(&torn, 1)) return -1;
  if (torn) die();
  unkept_files = 0;
  return REAL(syncfs)(fd);
}
CALL(int, rename, (const char *from, const char *to), (from, to), 0, to)
CALL(int, renameat, (int old, const char *from, int new, const char *to), (old, from, new, to), 0, to)
CALL(int, link, (const char *from, const char *to), (from, to), 0, to)
CALL(int, linkat, (int old, const char *from, int new, const char *to, int flags),
     (old, from, new, to, flags), 0, to)
CALL(int, mkdir, (const char *path, mode_t mode), (path, mode), mode, path)
CALL(int, mkdirat, (int at, const char *path, mode_t mode), (at, path, mode), mode, path)
REMOVE(int, unlink, (const char *path), (path), )
REMOVE(int, unlinkat, (int at, const char *path, int flags), (at, path, flags), )
REMOVE(int, rmdir, (const char *path), (path), )
REMOVE(int, ftruncate, (int fd, off_t length), (fd, length), judge_order(fd))
REMOVE(int, ftruncate64, (int fd, off64_t length), (fd, length), judge_order(fd))
OPEN(open, const char *path, path)
OPEN(open64, const char *path, path)
OPEN(openat, int at COMMA const char *path, at COMMA path)
OPEN(openat64, int at COMMA const char *path, at COMMA path)
