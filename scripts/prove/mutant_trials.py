"""Trying tests on a mutant, each in a child process of its own.

The child is forked from a parent that has the test libraries loaded already, which saves most of a second. It is handed
the mutant's source by an import hook: no file is ever changed. Its processor time and memory are bounded.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from dataclasses import dataclass
from enum import StrEnum
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType

import hypothesis
import pyrankvote  # noqa: F401 - loaded once for every child
import pytest
import rfc8785  # noqa: F401
import votelib.convert
import votelib.evaluate.condorcet  # noqa: F401

from scripts.prove.mutation_targets import Target

MEMORY = 1 << 30
"""Bytes of address space for a child: an endless list must not take the machine's."""

_PYTEST = ("-x", "-q", "--tb=no", "--no-header", "-p", "no:cacheprovider", "--hypothesis-profile=mutations")
# The libraries loaded in the parent cannot have their asserts rewritten, and need not.
_QUIET = ("-W", "ignore::pytest.PytestAssertRewriteWarning")


class Verdict(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    TIMEOUT = "timeout"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended, and the processor seconds it took."""

    pid: int
    verdict: Verdict
    seconds: float


class TestsUnusableError(Exception):
    """The tests said nothing about the mutant: they could not be found or started."""


class _Mutated(SourceFileLoader):
    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.source, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def __init__(self, target: Target, source: str) -> None:
        self.name, self.path, self.source = target.module, str(target.path.resolve()), source

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        return spec_from_file_location(fullname, self.path, loader=_Mutated(fullname, self.path, self.source))


def load_profile() -> None:
    """Few examples, always the same, and no time spent on making a failing one small."""
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile(
        "mutations",
        max_examples=20,
        derandomize=True,
        database=None,
        deadline=None,
        phases=phases,
        suppress_health_check=list(hypothesis.HealthCheck),
    )


def start(target: Target, source: str, seconds: float) -> int:
    """Fork a child that runs the target's tests on this source of it; answers its process number."""
    pid = os.fork()
    if pid:
        return pid
    try:
        _bound(seconds)
        _silence()
        sys.meta_path.insert(0, _Finder(target, source))
        os._exit(_first_fault(target))
    finally:
        os._exit(pytest.ExitCode.INTERNAL_ERROR)


def _first_fault(target: Target) -> int:
    """How pytest ended on the first test file that does not pass; most mutants never get to the second one."""
    codes = (pytest.main([*_PYTEST, *_QUIET, str(path)]) for path in target.tests)
    return next((int(code) for code in codes if code != pytest.ExitCode.OK), 0)


def _bound(seconds: float) -> None:
    limit = int(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Waiting takes no processor time: a child that only waits is ended by the clock.
    signal.setitimer(signal.ITIMER_REAL, 30 * limit)


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)


def ended() -> Ended:
    """Wait for the next child to end; raises `TestsUnusableError` where its tests did not run."""
    pid, status, used = os.wait4(-1, 0)
    return Ended(pid, _verdict(status), used.ru_utime + used.ru_stime)


def _verdict(status: int) -> Verdict:
    if os.WIFSIGNALED(status):
        if os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM):
            return Verdict.TIMEOUT
        raise TestsUnusableError(f"ended by signal {os.WTERMSIG(status)}")
    code = os.WEXITSTATUS(status)
    if code == pytest.ExitCode.OK:
        return Verdict.SURVIVED
    # A mutant that cannot even be imported interrupts the collection; one that breaks pytest itself was noticed too.
    if code in (pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR):
        return Verdict.KILLED
    raise TestsUnusableError(f"pytest ended with {code}")


def seconds_unchanged(target: Target) -> float:
    """The processor seconds that the tests take on the target as it is; they must pass."""
    start(target, target.path.read_text("utf-8"), 600)
    found = ended()
    if found.verdict is not Verdict.SURVIVED:
        raise TestsUnusableError(f"the tests of {target.name} do not pass on it unchanged")
    return found.seconds
