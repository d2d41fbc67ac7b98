"""Runs a command at a terminal of its own and answers its questions.

    at-terminal.py ANSWERS COMMAND...

ANSWERS are lines; the next one is typed whenever the command asks, which is when what it has
written ends in ": ". A command that asks for more than it gets is killed. What it wrote goes to stdout, without anything that it was to hide.
"""
import os
import pty
import signal
import sys

answers = sys.argv[1].split("\n")
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
shown, seen = b"", 0
signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
signal.alarm(120)
while True:
    try:
        block = os.read(terminal, 4096)
    except OSError:
        block = b""
    if not block:
        break
    shown += block
    if shown[seen:].endswith(b": ") and answers:
        seen = len(shown)
        os.write(terminal, answers.pop(0).encode() + b"\n")
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
sys.stdout.write(shown.decode().replace("\r\n", "\n").replace("\r", ""))
sys.exit(status)
