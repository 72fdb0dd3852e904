"""A slower disk than this machine has: every sync to disk takes some milliseconds more, as on rotating or cloud disks.

A few lines of C stand in front of the C library's `fsync` and `fdatasync` in every process of the measurement, the
database's own included; what is synced is synced as before. Needs a C compiler.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_MICROSECONDS = "SLOW_SYNC_MICROSECONDS"
_SOURCE = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_for_the_disk(void) {
    const char *wanted = getenv("SLOW_SYNC_MICROSECONDS");
    long microseconds = wanted ? atol(wanted) : 0;
    struct timespec left = {microseconds / 1000000, microseconds % 1000000 * 1000};
    while (nanosleep(&left, &left)) {}
}

static int slowly(const char *name, int file) {
    int (*sync_file)(int) = (int (*)(int)) dlsym(RTLD_NEXT, name);
    wait_for_the_disk();
    return sync_file(file);
}

int fsync(int file) { return slowly("fsync", file); }
int fdatasync(int file) { return slowly("fdatasync", file); }
"""


def added_milliseconds() -> float:
    """How much slower a sync is made in this process."""
    return int(os.environ.get(_MICROSECONDS, "0")) / 1000


def begin_again_with(milliseconds: float) -> None:
    """Start this program anew with slow syncs, if it does not run so already; exits where there is no compiler."""
    if milliseconds <= 0 or _MICROSECONDS in os.environ:
        return
    slowed = {"LD_PRELOAD": str(_compiled()), _MICROSECONDS: str(round(milliseconds * 1000))}
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], os.environ | slowed)  # noqa: S606


def _compiled() -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise SystemExit("a slower disk needs a C compiler (cc)")
    folder = Path(tempfile.mkdtemp(prefix="consult-slow-sync-"))
    # PostgreSQL runs as another user here, and must be able to load it.
    folder.chmod(0o755)
    source, library = folder / "slow_sync.c", folder / "slow_sync.so"
    source.write_text(_SOURCE, "ascii")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    return library
