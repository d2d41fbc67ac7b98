"""What machine this is, and of which version everything is that is measured."""

import os
import platform
import subprocess
from pathlib import Path

DEBIAN = ["age", "libarchive-tools", "libreoffice-writer", "mat2", "openssl", "p7zip-full",
          "r-cran-psych", "sqlite3", "unzip", "zip"]
PYPI = ["bagit", "irrCAC", "krippendorff", "numpy", "pandas", "pingouin", "python-docx",
        "scikit-learn", "statsmodels"]


def said(*command):
    try:
        answer = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    except OSError:
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""


def found(path, name):
    lines = Path(path).read_text().splitlines() if Path(path).exists() else []
    values = [line.split(separator, 1)[1].strip(' "') for line in lines
              for separator in (":", "=") if line.split(separator, 1)[0].strip() == name]
    return values[0] if values else ""


def versions(place):
    """The version of each program and package, by its name; one that is not here is left out."""
    ask = ("import importlib.metadata as m, sys\nfor n in sys.argv[1:]:\n"
           " try: print(n, m.version(n))\n except m.PackageNotFoundError: pass")
    lines = [*said(place.python, "-c", ask, *PYPI).splitlines(),
             *said(place.flow, "-c", ask, "ortools").splitlines()]
    for name in DEBIAN:
        version = said("dpkg-query", "-W", "-f", "${Version}", name)
        lines += [f"{name} {version.split(':')[-1].split('-')[0]}"] if version else []
    return dict(line.split(" ", 1) for line in sorted(set(lines)))


def described(place):
    memory = int((found("/proc/meminfo", "MemTotal") or "0 kB").split()[0]) / 1e6
    return {
        "processor": found("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": os.cpu_count(), "memory": f"{memory:.0f} GB",
        "system": found("/etc/os-release", "PRETTY_NAME") or platform.platform(),
        "npq": said(place.npq, "--version").replace("\n", ", "),
        "commit": said("git", "-C", Path(__file__).parent, "rev-parse", "--short", "HEAD"),
        "load": round(os.getloadavg()[0], 1), "versions": versions(place)}
