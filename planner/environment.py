"""The project's own environment, ``.venv`` beside run_plan.py: is it there, does it fit, make it.

Standard library only. A stamp in the folder says what was installed; it is taken away before
anything is changed and written last, so that a set-up cut short is never taken for a whole one.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP, LOCK, LOG = VENV / "platsplan.json", VENV / "platsplan.lock", VENV / "platsplan.log"
CONSTRAINTS = ROOT / "constraints.txt"
# With highspy beside it, importing pulp and ortools in one process fails.
UNWANTED = ("highspy",)
# What pip writes when it reaches no package index; other versions would not help then.
UNREACHED = "Retrying ("


CLEARING = 15  # seconds in which a folder must let itself be emptied


class Tell(Protocol):
    """How the user is told what happens: the key of a sentence and its values."""

    def __call__(self, key: str, **values: object) -> None:
        """Say the sentence."""


class SetupFailed(Exception):
    """The environment could not be made: the key of the sentence that says why, and its values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def python_for(parts: Sequence[str], tell: Tell) -> str:
    """The interpreter to go on in: the running one where it fits, else the one in ``.venv``.

    ``parts`` are the extras needed beside the dependencies. Makes or mends the environment
    where it must, one process at a time; raises ``SetupFailed``. A stamp is quicker to read
    than the packages, so it goes first, but never before a virtual environment of the user's.
    """
    users = sys.prefix != sys.base_prefix and not _inside()
    if users or not _stamped(parts):
        if _fits(requirements(parts)):
            return sys.executable
        _ensure(parts, tell)
    return sys.executable if _inside() else str(PYTHON)


def _ensure(parts: Sequence[str], tell: Tell) -> None:
    """Make or mend the environment unless its stamp says that it is ready."""
    if _stamped(parts):
        return
    _refuse_foreign(parts)
    with _locked(tell):
        if not _stamped(parts):
            _make(parts, tell)


def requirements(parts: Sequence[str]) -> list[str]:
    """The dependencies of pyproject.toml and those of the extras ``parts``, as pip reads them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    return list(project["dependencies"]) + [r for part in parts for r in extras[part]]


def within(version: str, requirement: str) -> bool:
    """Does the version hold to a requirement such as ``pulp>=3.3.1,<4``?"""
    bounds = re.findall(r"(>=|<)([\d.]+)", requirement)
    return all((_release(version) >= _release(bound)) == (sign == ">=") for sign, bound in bounds)


def _release(version: str) -> tuple[int, ...]:
    numbers = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(n) for n in numbers[0].split(".")) if numbers else ()


def _fits(wanted: Sequence[str]) -> bool:
    """Has the running interpreter every requirement, in its range, and nothing that breaks them?"""
    if any(importlib.util.find_spec(name) for name in UNWANTED):
        return False
    from importlib.metadata import PackageNotFoundError, version
    try:
        return all(within(version(re.split("[<>=]", r)[0]), r) for r in wanted)
    except PackageNotFoundError:
        return False


def _this_python() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]} {sys.platform}"


def _mark() -> str:
    """What an environment is made for: requirements, constraints, Python and platform."""
    texts = [(ROOT / "pyproject.toml").read_bytes(), CONSTRAINTS.read_bytes(), _this_python().encode()]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def _stamp() -> dict[str, Any]:
    """The stamp; an empty one where the environment is missing or was cut short."""
    try:
        stamp: dict[str, Any] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"mark": "", "parts": [], "python": ""}
    return stamp


def _stamped(parts: Sequence[str]) -> bool:
    """Does the environment carry a stamp for these parts, this project and this Python?"""
    stamp = _stamp()
    return PYTHON.exists() and stamp["mark"] == _mark() and set(parts) <= set(stamp["parts"])


def _refuse_foreign(parts: Sequence[str]) -> None:
    """Leave alone an environment that someone else made in the same place."""
    if (VENV / "pyvenv.cfg").exists() and not LOCK.exists():
        wanted = " ".join(f'"{r}"' for r in requirements(parts))
        raise SetupFailed("setup.foreign", folder=VENV,
                          command=f'"{PYTHON}" -m pip install -c "{CONSTRAINTS}" {wanted}')


def _make(parts: Sequence[str], tell: Tell) -> None:
    """Make the environment, or add to it what is missing; the stamp is written last."""
    stamp = _stamp()
    grown = sorted({*parts, *stamp["parts"]})
    STAMP.unlink(missing_ok=True)
    if stamp["python"] != _this_python() and not _inside():
        tell("setup.making", folder=VENV)
        _empty_environment()
    tell("setup.installing")
    _install(requirements(grown), tell)
    STAMP.write_text(json.dumps({"mark": _mark(), "parts": grown, "python": _this_python()}),
                     encoding="utf-8")
    tell("setup.done")


def _inside() -> bool:
    """Is the running interpreter the environment's own? Then it cannot be emptied from here."""
    return VENV.exists() and os.path.samefile(sys.prefix, VENV)


def _empty_environment() -> None:
    """A fresh environment with nothing but pip, in place of what a set-up cut short left."""
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise SetupFailed("setup.no_venv", version=f"{sys.version_info[0]}.{sys.version_info[1]}")
    _clear()
    if _logged([sys.executable, "-m", "venv", str(VENV)]):
        raise SetupFailed("setup.venv_failed", log=LOG, end=_end_of_log())


def _clear() -> None:
    """Empty the folder but for the lock; what a killed set-up left running may write a moment more."""
    for tries_left in reversed(range(CLEARING)):
        try:
            for old in VENV.iterdir():
                if old.is_dir() and not old.is_symlink():
                    shutil.rmtree(old)
                elif old != LOCK:
                    old.unlink()
            return
        except OSError:
            if not tries_left:
                raise
            time.sleep(1)


def _install(wanted: Sequence[str], tell: Tell) -> None:
    """Install with pip: the tried versions, or where they do not fit this Python the ranges."""
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input",
           "--progress-bar", "off"]
    if not _logged([*pip, "--only-binary", ":all:", "-c", str(CONSTRAINTS), *wanted]):
        return
    if not _unreached():
        tell("setup.ranges")
        if not _logged([*pip, "--prefer-binary", *wanted]):
            return
    raise SetupFailed("setup.unreached" if _unreached() else "setup.pip_failed", log=LOG, end=_end_of_log())


def _logged(command: Sequence[str]) -> int:
    """Run a command with all it writes in the log (stdout is for results); its exit code."""
    settings = {**os.environ, "PIP_USER": "0", "PYTHONUTF8": "1"}
    with LOG.open("wb") as log:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=settings,
                              check=False).returncode


def _unreached() -> bool:
    """Does the log say that pip reached no package index?"""
    return UNREACHED in LOG.read_text(encoding="utf-8", errors="replace")


def _end_of_log() -> str:
    """The lines of the log that say what went wrong: the unanswered call, or the last ones."""
    lines = LOG.read_text(encoding="utf-8", errors="replace").splitlines()
    unanswered = [line for line in lines if UNREACHED in line]
    return "\n".join(f"    {line}" for line in unanswered[:1] or lines[-8:])


@contextmanager
def _locked(tell: Tell) -> Iterator[None]:
    """Hold the environment alone; the system frees the lock however the process ends."""
    VENV.mkdir(exist_ok=True)
    with LOCK.open("a+b") as file:
        if not _taken(file):
            tell("setup.waiting", folder=VENV)
            while not _taken(file):
                time.sleep(0.5)
        yield


def _taken(file: IO[bytes]) -> bool:
    """Take the lock; False where another process holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
