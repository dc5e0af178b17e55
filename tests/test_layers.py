"""The house keeps its walls: who may import, print, open and read the clock; how long code may be."""

from __future__ import annotations

import ast
import importlib.util
import itertools
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("models", "planner", "benchmarks", "scenarios")
OUTSIDE_TESTS = [ROOT / "run_plan.py",
                 *(p for folder in FOLDERS for p in sorted((ROOT / folder).rglob("*.py")))]
# Each solver package, and the one file that may import it.
SOLVERS = {"pulp": "models/solvers/cbc.py", "ortools": "models/solvers/cp_sat.py",
           "scipy.optimize": "models/solvers/highs.py"}
HEAVY = ("matplotlib", "ortools", "pandas", "pulp", "python_calamine", "scipy", "tqdm", "xlsxwriter")
SPEAKERS = ("planner/cli.py", "planner/printing.py", "planner/bootstrap.py", "run_plan.py")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def of(folder: str) -> list[Path]:
    return [p for p in OUTSIDE_TESTS if name_of(p).startswith(folder)]


def imported(node: ast.AST) -> list[str]:
    """The modules that an import statement names (``from a import b`` names a and a.b)."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def imports(tree: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    for node in ast.walk(tree):
        for module in imported(node):
            yield node, module


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def at_import(tree: ast.Module) -> Iterator[str]:
    """What is imported when the module is: outside functions and outside TYPE_CHECKING."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Function) or is_for_types(node):
            continue
        yield from imported(node)
        waiting += ast.iter_child_nodes(node)


def for_types_only(tree: ast.Module) -> set[ast.AST]:
    return {inner for block in filter(is_for_types, ast.walk(tree)) for inner in ast.walk(block)}


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def calls(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def functions(path: Path) -> list[Function]:
    return [n for n in ast.walk(tree_of(path)) if isinstance(n, Function)]


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_models_never_imports_the_planner() -> None:
    assert [name_of(p) for p in of("models/") for _, m in imports(tree_of(p)) if within(m, "planner")] == []


@pytest.mark.parametrize(("package", "home"), SOLVERS.items())
def test_a_solver_package_is_imported_in_one_file_inside_a_function(package: str, home: str) -> None:
    found = set()
    for path in OUTSIDE_TESTS:
        tree = tree_of(path)
        types = for_types_only(tree)
        if any(within(m, package) for node, m in imports(tree) if node not in types):
            found.add(name_of(path))
        assert not any(within(m, package) for m in at_import(tree)), name_of(path)
    assert {f for f in found if not f.startswith("benchmarks/")} == {home}


def test_nothing_heavy_is_imported_with_a_module() -> None:
    heavy = {"models/": HEAVY, "planner/": (*HEAVY, "numpy")}
    assert [f"{name_of(p)}: {m}" for folder, packages in heavy.items() for p in of(folder)
            for m in at_import(tree_of(p)) if any(within(m, h) for h in packages)] == []


def test_models_opens_prints_and_times_nothing() -> None:
    told = ("print", "open", "input", "exit", "sys.exit")
    ways = (".read_text", ".write_text", ".read_bytes", ".write_bytes", ".open", "datetime.now", "date.today")
    assert [f"{name_of(p)}: {c}" for p in of("models/") for c in calls(tree_of(p))
            if c in told or c.endswith(ways)] == []
    clocked = [name_of(p) for p in of("models/") for _, m in imports(tree_of(p)) if m in ("time", "random")]
    assert [name for name in clocked if not name.startswith("models/solvers/")] == []


def test_only_the_command_line_prints_and_exits() -> None:
    silent = [p for p in of("models/") + of("planner/")
              if name_of(p) not in SPEAKERS and not name_of(p).startswith("planner/verbs/")]
    told = ("print", "exit", "quit", "sys.exit", "os._exit", "sys.stdout.write", "sys.stderr.write")
    assert [f"{name_of(p)}: {c}" for p in silent for c in calls(tree_of(p)) if c in told] == []


def test_files_and_functions_are_short_and_typed() -> None:
    long_files = [name_of(p) for p in OUTSIDE_TESTS if len(p.read_text(encoding="utf-8").splitlines()) > 250]
    every = [(f"{name_of(p)}: {f.name}", f) for p in OUTSIDE_TESTS for f in functions(p)]
    assert long_files == []
    assert [name for name, f in every if length(f) > 40] == []
    assert [name for name, f in every if f.returns is None] == []
    assert statistics.median(length(f) for _, f in every) <= 12


@pytest.mark.parametrize("order", list(itertools.permutations(("pulp", "ortools.sat.python.cp_model",
                                                               "scipy.optimize"))))
def test_solver_packages_can_be_imported_in_every_order(order: tuple[str, ...]) -> None:
    code = "\n".join(f"import {package}" for package in order)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_highspy_is_not_installed() -> None:
    """With it in place, pulp and ortools could not be imported in one process."""
    assert importlib.util.find_spec("highspy") is None


@pytest.mark.parametrize("argv", [["--help"], ["list"]])
def test_help_and_lists_load_nothing_heavy(argv: list[str]) -> None:
    code = ("import sys; from planner.cli import main; main(sys.argv[1:]); "
            "sys.stderr.write(' '.join({m.partition('.')[0] for m in sys.modules}))")
    done = subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, text=True, cwd=ROOT,
                          check=True, encoding="utf-8")
    assert set(done.stderr.split()).isdisjoint({*HEAVY, "numpy", "pydantic"})


def test_everything_beside_the_code_goes_along_when_it_is_installed() -> None:
    """Words, templates, styles and scripts are named in pyproject.toml; so nothing is left behind."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = project["tool"]["setuptools"]["package-data"]
    for package in ("planner", "models"):
        kept = {path for pattern in named[package] for path in (ROOT / package).glob(pattern)}
        beside = {path for path in (ROOT / package).rglob("*")
                  if path.is_file() and path.suffix not in (".py", ".pyc")}
        assert beside - kept == set()
