"""Whom an export is made for: everyone (public, the default) or those who plan (internal).

An export says so on each of its pages and in the name of its file: ``rapport_offentlig.html``.
"""

from __future__ import annotations

from planner.wording import say

PUBLIC, INTERNAL = "public", "internal"
RELEASES = (PUBLIC, INTERNAL)


def stamp(release: str, language: str) -> str:
    """What stands on each page: public, or internal and not to be passed on."""
    return say(f"release.{release}", language)


def file_name(word: str, release: str, example: bool, language: str, ending: str) -> str:
    """The name of an export's file: its word, its release, and ``_EXEMPEL`` where values are assumed.

    ``word`` is ``report``, ``plan``, ``comparison`` or ``memo``; its name is the language's own.
    """
    name = f"{say(f'release_file.{word}', language)}_{say(f'release_file.{release}', language)}"
    return f"{name}{'_EXEMPEL' if example else ''}.{ending}"
