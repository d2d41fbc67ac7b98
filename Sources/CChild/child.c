// What `posix_spawn` cannot do and Swift may not: between vfork and exec a process gives itself
// limits, and asks to end with the one that started it.
//
// Until exec the child works in the caller's memory. It calls only what is safe in a signal handler,
// and leaves nothing behind but the error for which it could not become the program.

#define _GNU_SOURCE
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/// Lowers a limit for good; one that is lower already stays.
static int lower(int resource, rlim_t most) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0) return -1;
  if (most < limit.rlim_max) limit.rlim_max = most;
  limit.rlim_cur = limit.rlim_max;
  return setrlimit(resource, &limit);
}

static int use(int descriptor, const char *path, int flags) {
  int opened = open(path, flags | O_NOFOLLOW, 0600);
  return opened < 0 || opened == descriptor ? opened : dup2(opened, descriptor);
}

/// Takes off what a caller's thread hands on: handlers, what it ignores, and what it blocks.
static int forget_signals(void) {
  struct sigaction plain = {.sa_handler = SIG_DFL};
  // The C library keeps two numbers to itself, which are refused.
  for (int number = 1; number < NSIG; number++) sigaction(number, &plain, NULL);
  sigset_t none;
  sigemptyset(&none);
  return sigprocmask(SIG_SETMASK, &none, NULL);
}

/// All but becoming the program; what fails is told by -1 and errno.
static int prepare(pid_t parent, const char *folder, const char *output, const char *errors,
                   struct child_limits limits) {
  // Ctrl-C at a terminal is for us alone: we end what we started, or wait for it.
  if (setpgid(0, 0) != 0 || forget_signals() != 0) return -1;
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return -1;
  if (getppid() != parent) {
    errno = ESRCH;
    return -1;
  }
  if (chdir(folder) != 0 || use(0, "/dev/null", O_RDONLY) < 0 ||
      use(1, output, O_WRONLY | O_CREAT | O_TRUNC) < 0 ||
      use(2, errors, O_WRONLY | O_CREAT | O_APPEND) < 0 || close_range(3, ~0U, 0) != 0)
    return -1;
  // An alarm outlives exec. Nobody needs the memory of a program that broke on a person's work.
  alarm(limits.seconds);
  if (lower(RLIMIT_CORE, 0) != 0 || lower(RLIMIT_CPU, limits.processor_seconds) != 0 ||
      lower(RLIMIT_FSIZE, limits.file) != 0)
    return -1;
  // The last, for it counts the caller's memory until exec.
  return lower(RLIMIT_AS, limits.memory);
}

pid_t child_start(const char *program, char *const arguments[], char *const environment[],
                  const char *folder, const char *output, const char *errors,
                  struct child_limits limits) {
  volatile int failure = 0;
  pid_t parent = getpid();
  // No handler of ours may run in the child, where it would find our memory and not our threads.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t child = vfork();
  if (child == 0) {
    if (prepare(parent, folder, output, errors, limits) == 0)
      execve(program, arguments, environment);
    failure = errno;
    _exit(127);
  }
  int code = child < 0 ? errno : failure;
  if (child > 0 && code != 0) waitpid(child, NULL, 0);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return code == 0 ? child : -code;
}
