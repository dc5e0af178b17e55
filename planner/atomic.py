"""Files and folders that are whole or absent: written beside their place, fsynced, renamed."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

PART = ".part"


def write_folder(place: Path, fill: Callable[[Path], None]) -> Path:
    """Let ``fill`` write into a temporary folder, then make it ``place`` in one rename.

    A folder that is already there with the same bytes is kept; one that differs is replaced.
    Nothing is left behind when ``fill`` fails.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.{os.getpid()}{PART}")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        fill(part)
        _sync_tree(part)
        _put(part, place)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return place


def write_file(place: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a text file whole: beside its place, fsynced, renamed."""
    part = place.with_name(f".{place.name}.{os.getpid()}{PART}")
    part.write_text(text, encoding=encoding, newline="")
    _sync(part)
    os.replace(part, place)
    _sync(place.parent)
    return place


def clear_parts(folder: Path) -> None:
    """Take away what a killed run left half written in ``folder``."""
    for part in folder.glob(f".*{PART}"):
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def _put(part: Path, place: Path) -> None:
    """Rename the finished folder to its place; an older one steps aside first."""
    if place.exists() and _bytes(place) == _bytes(part):
        return
    old = place.with_name(f".{place.name}.{os.getpid()}.old{PART}")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    try:
        part.rename(place)
    except OSError:  # another process may have written the same run meanwhile
        if not place.exists() or _bytes(place) != _bytes(part):
            raise
    _sync(place.parent)
    shutil.rmtree(old, ignore_errors=True)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _sync_tree(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    """fsync a file or a folder; a folder cannot be opened on Windows, where it needs no sync."""
    if path.is_dir() and os.name == "nt":
        return
    with contextlib.suppress(PermissionError):
        number = os.open(path, os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR)
        try:
            os.fsync(number)
        finally:
            os.close(number)
