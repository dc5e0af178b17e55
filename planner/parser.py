"""The command line's grammar: argparse that speaks the user's language, help and errors included."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

from planner.verbs import VERBS
from planner.version import version
from planner.wording import LANGUAGES, listing, say, subject

# Flags that take a value of their own: what follows one is not the verb.
VALUED = ("--out", "--set", "--solver", "--seconds", "--language", "--workers", "--ranges", "--shifted",
          "--list", "--methods", "--municipality", "--margin", "--plans", "--who", "--when", "--why",
          "--release", "--between", "--gain", "--last", "--steps")
SPELLED = {"follow-up": "followup"}  # other ways to write a verb
PROGRAM = "run_plan.py"


def parse(argv: Sequence[str], language: str) -> argparse.Namespace:
    """The arguments of a command line; ``run`` among them is the verb's function.

    Raises ``SystemExit``: 0 after ``--help`` and ``--version``, 2 where the line is at fault.
    """
    with _spoken(language):
        parser = _parser(language)
        if not argv:
            parser.error(say("cli.nothing", language))
        return parser.parse_args(_verb_first(argv, parser, language))


def _parser(language: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        PROGRAM, description=say("cli.about", language), epilog=say("cli.epilog", language),
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"platsplan {version()}",
                        help=say("flag.version", language))
    _common(parser, language)
    verbs = parser.add_subparsers(title=say("cli.verbs", language), metavar=say("cli.verb", language),
                                  required=True)
    for verb in VERBS:
        module = import_module(f"planner.verbs.{verb}")
        told = say(f"cli.{verb}", language)
        own = verbs.add_parser(verb, help=told, description=told, allow_abbrev=False)
        module.arguments(own, language)
        _common(own, language)
        own.set_defaults(run=module.run, language=language)
    return parser


def _common(parser: argparse.ArgumentParser, language: str) -> None:
    parser.add_argument("--language", choices=LANGUAGES, default=language,
                        help=say("flag.language", language))
    parser.add_argument("--debug", action="store_true", help=say("flag.debug", language))


def _verb_first(argv: Sequence[str], parser: argparse.ArgumentParser, language: str) -> list[str]:
    """The line with its verb first: flags may stand before it, and a path alone implies one."""
    place = next((i for i, word in enumerate(argv) if not word.startswith("-")
                  and (i == 0 or argv[i - 1] not in VALUED)), None)
    if place is None:
        return list(argv)
    word, rest = argv[place], [*argv[:place], *argv[place + 1:]]
    if word in VERBS or word in SPELLED:
        return [SPELLED.get(word, word), *rest]
    if Path(word).is_dir():
        return ["compare", *argv]
    if Path(word).suffix == ".toml" or Path(word).exists():
        return ["plan", *argv]
    near = get_close_matches(word, VERBS, 1)
    meant = say("cli.meant", language, verb=near[0]) + " " if near else ""
    parser.error(say("cli.unknown", language, word=word, verbs=listing(VERBS, language), meant=meant))


@contextmanager
def _spoken(language: str) -> Iterator[None]:
    """argparse looks its own sentences up in its module's ``_`` and ``ngettext``: ours meanwhile."""
    ours = {sentence["en"]: sentence[language] for sentence in subject("argparse").values()}
    names = vars(argparse)
    kept = names["_"], names["ngettext"]
    names["_"] = lambda sentence: ours.get(sentence, sentence)
    names["ngettext"] = lambda one, many, n: ours.get(one if n == 1 else many, one if n == 1 else many)
    try:
        yield
    finally:
        names["_"], names["ngettext"] = kept
