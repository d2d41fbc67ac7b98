#ifndef NPQ_CHILD_H
#define NPQ_CHILD_H

#include <sys/types.h>

/// What a child process may use of the machine; sizes are bytes.
struct child_limits {
  /// By the clock.
  unsigned seconds;
  unsigned processor_seconds;
  /// Addresses; RLIM_INFINITY for no limit of ours.
  unsigned long memory;
  /// The longest file that it may write.
  unsigned long file;
};

/// Starts a program in a folder, with nothing of ours but what is named here.
///
/// What it says goes to two files in the folder: the first is begun anew, the second added to. The
/// caller's thread must wait for it, for the child ends when that thread does.
///
/// The answer is the process's number or, with a minus, the system's error where it could not be
/// started.
pid_t child_start(const char *program, char *const arguments[], char *const environment[],
                  const char *folder, const char *output, const char *errors,
                  struct child_limits limits);

#endif
