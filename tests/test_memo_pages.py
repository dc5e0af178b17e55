"""How many pages a memo has: two to four, counted by a program that lays it out."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from planner import compare, read_scenario, run
from planner.edition import comparison_edition, edition
from planner.memo import write_comparison_memo, write_memo
from planner.wording import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent / "scenarios"
WRITER = shutil.which("soffice") or shutil.which("libreoffice")
MISSING = "no LibreOffice lays the memo out here: apt-get install --no-install-recommends libreoffice-writer"
pytestmark = pytest.mark.browser
RUNS = ("stockholm-2010/resurser", "stockholm-2010/stegvis", "stockholm-2010/boendeformer/boendeformer",
        "ostergotland-2012/permit-strom", "ostergotland-2012/permit-1-pengar", "ostergotland-2019/folkmangd",
        "stockholm-2019/lopande/period")
BESIDE = (("stockholm-2010/folkmangd", "stockholm-2010/pendling-30", "stockholm-2010/hem-6"),
          ("ostergotland-2012/permit-1", "ostergotland-2012/permit-12-5", "ostergotland-2012/permit-strom"))
Pages = Callable[[Path], list[int]]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    assert WRITER is not None, MISSING
    home = tmp_path_factory.mktemp("home")

    def of(folder: Path) -> list[int]:
        memos = sorted(folder.glob("*.docx"))
        subprocess.run([str(WRITER), f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to",
                        "pdf", "--outdir", str(folder), *map(str, memos)], check=True, capture_output=True,
                       timeout=300)
        return [leaves(memo.with_suffix(".pdf").read_bytes()) for memo in memos]
    return of


def leaves(pdf: bytes) -> int:
    """The pages of a PDF: its page objects, those in packed parts too."""
    parts = [pdf]
    for found in re.finditer(rb"stream\r?\n", pdf):
        try:
            parts.append(zlib.decompressobj().decompress(pdf[found.end():]))
        except zlib.error:
            continue
    return sum(len(re.findall(rb"/Type\s*/Page\b(?!s)", part)) for part in parts)


def scenario(name: str) -> Path:
    return ROOT / f"{name}.toml"


@pytest.mark.parametrize("name", RUNS)
def test_a_run_s_memo_is_two_to_four_pages(name: str, pages: Pages, tmp_path: Path) -> None:
    made = run(read_scenario(scenario(name)))
    for language in LANGUAGES:
        write_memo(tmp_path / f"{language}.docx", edition(made, "public", language))
    assert [2 <= count <= 4 for count in pages(tmp_path)] == [True, True]


@pytest.mark.parametrize("names", BESIDE, ids=lambda names: names[0].partition("/")[0])
def test_a_comparison_s_memo_is_two_to_four_pages(
        names: Sequence[str], pages: Pages, tmp_path: Path) -> None:
    runs = [run(read_scenario(scenario(name))) for name in names]
    for language in LANGUAGES:
        made = comparison_edition(compare(runs, language), "public")
        write_comparison_memo(tmp_path / f"{language}.docx", made)
    assert [2 <= count <= 4 for count in pages(tmp_path)] == [True, True]
