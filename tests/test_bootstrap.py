"""The set-up: what fits, what is made, what is told, and one whole set-up from an empty clone."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner import bootstrap, environment
from planner.environment import SetupFailed, python_for, requirements, within

ROOT = Path(__file__).resolve().parent.parent
Capture = pytest.CaptureFixture[str]


class Pip:
    """Stands in for venv and pip: keeps what it was asked, ends as told, writes a log."""

    def __init__(self, ends: Sequence[int] = (), log: str = "") -> None:
        self.asked: list[list[str]] = []
        self.ends, self.log = list(ends), log

    def __call__(self, command: Sequence[str]) -> int:
        self.asked.append(list(command))
        environment.LOG.write_text(self.log, encoding="utf-8")
        if "venv" in command:
            environment.PYTHON.parent.mkdir(parents=True)
            environment.PYTHON.touch()
            return 0
        return self.ends.pop(0) if self.ends else 0


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder of its own, whose interpreter lacks everything."""
    folder = tmp_path / "å projekt"
    folder.mkdir()
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder / name)
    venv = folder / ".venv"
    paths = {"ROOT": folder, "VENV": venv, "PYTHON": venv / "bin" / "python",
             "STAMP": venv / "platsplan.json", "LOCK": venv / "platsplan.lock", "LOG": venv / "platsplan.log",
             "CONSTRAINTS": folder / "constraints.txt"}
    for name, path in paths.items():
        monkeypatch.setattr(environment, name, path)
    monkeypatch.setattr(environment, "_fits", lambda wanted: False)
    return folder


def use(monkeypatch: pytest.MonkeyPatch, pip: Pip) -> Pip:
    monkeypatch.setattr(environment, "_logged", pip)
    return pip


def told(parts: Sequence[str] = ()) -> list[str]:
    """Set up, and give the keys of what was told."""
    keys: list[str] = []
    assert python_for(parts, lambda key, **values: keys.append(key)) == str(environment.PYTHON)
    return keys


@pytest.mark.parametrize(("version", "requirement", "fits"), [
    ("3.3.2", "pulp>=3.3.1,<4", True), ("3.3.1", "pulp>=3.3.1,<4", True), ("3.3", "pulp>=3.3.1,<4", False),
    ("4.0.0a2", "pulp>=3.3.1,<4", False), ("9.15.6755", "ortools>=9.11,<10", True),
    ("10.0", "ortools>=9.11,<10", False), ("odd", "pulp>=3.3.1", False),
])
def test_versions_are_held_to_their_ranges(version: str, requirement: str, fits: bool) -> None:
    assert within(version, requirement) is fits


def test_every_requirement_is_a_name_with_a_lowest_and_a_highest_version() -> None:
    for requirement in requirements(("test", "dev")):
        name, bounds = requirement.split(">=")
        assert name.replace("-", "").isalnum()
        assert len(bounds.split(",<")) == 2


def test_the_constraints_hold_one_version_of_everything_and_no_address() -> None:
    lines = [x for x in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if x[:1] != "#"]
    pinned = {line.split("==")[0].lower(): line.split("==")[1] for line in lines}
    assert not [line for line in lines if "/" in line or "@" in line]
    for requirement in requirements(("test", "dev")):
        name = requirement.split(">=")[0]
        assert within(pinned[name.lower()], requirement), name
    assert "highspy" not in pinned


def test_the_interpreter_of_the_tests_fits() -> None:
    assert python_for(("test",), lambda key, **values: None) == sys.executable


def test_an_interpreter_that_lacks_a_package_does_not_fit() -> None:
    assert not environment._fits(["no-such-package>=1,<2"])
    assert not environment._fits(["pytest>=1000,<1001"])


def test_the_first_run_makes_an_environment_and_the_second_takes_it(
        clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = use(monkeypatch, Pip())
    assert told() == ["setup.making", "setup.installing", "setup.done"]
    assert [command[2] for command in pip.asked] == ["venv", "pip"]
    assert pip.asked[1][pip.asked[1].index("-c") + 1] == str(clone / "constraints.txt")
    assert told() == []
    assert told(["test"]) == ["setup.installing", "setup.done"]
    assert any(r.startswith("hypothesis") for r in pip.asked[-1])
    assert told() == told(["test"]) == []


@pytest.mark.parametrize(("prefix", "takes_own"), [("base", True), ("venv of the user", False)])
def test_a_virtual_environment_of_the_users_goes_before_a_stamp(
        prefix: str, takes_own: bool, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Pip())
    told()
    monkeypatch.setattr(environment, "_fits", lambda wanted: True)
    monkeypatch.setattr(sys, "base_prefix", "base")
    monkeypatch.setattr(sys, "prefix", prefix)
    monkeypatch.setattr(environment, "_inside", lambda: False)
    taken = python_for((), lambda key, **values: None)
    assert taken == (str(environment.PYTHON) if takes_own else sys.executable)


def test_changed_requirements_are_installed_on_top(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Pip())
    told()
    (clone / "constraints.txt").write_text("pulp==3.3.1\n", encoding="utf-8")
    assert told() == ["setup.installing", "setup.done"]


def test_a_set_up_cut_short_is_made_anew(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Pip(ends=[1, 1], log="killed"))
    with pytest.raises(SetupFailed) as failed:
        told()
    assert failed.value.key == "setup.pip_failed"
    assert "killed" in str(failed.value.values["end"])
    (clone / ".venv" / "half").mkdir()
    use(monkeypatch, Pip())
    assert told() == ["setup.making", "setup.installing", "setup.done"]
    assert not (clone / ".venv" / "half").exists()


def test_another_python_makes_it_anew(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Pip())
    told()
    stamp = json.loads(environment.STAMP.read_text(encoding="utf-8"))
    elsewhere = {**stamp, "python": "3.0 elsewhere", "mark": "x"}
    environment.STAMP.write_text(json.dumps(elsewhere), encoding="utf-8")
    assert told() == ["setup.making", "setup.installing", "setup.done"]


def test_the_ranges_are_taken_where_the_constraints_do_not_fit(
        clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = use(monkeypatch, Pip(ends=[1, 0], log="ERROR: No matching distribution found for numpy==2.4.6"))
    assert told() == ["setup.making", "setup.installing", "setup.ranges", "setup.done"]
    assert "-c" not in pip.asked[-1]


def test_a_network_that_does_not_answer_is_told_without_a_second_try(
        clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = use(monkeypatch, Pip(ends=[1], log="WARNING: Retrying (Retry(total=4)) after connection broken"))
    with pytest.raises(SetupFailed) as failed:
        told()
    assert failed.value.key == "setup.unreached"
    assert len(pip.asked) == 2


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_missing_venv_module_is_told_before_anything_is_run(
        missing: str, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = use(monkeypatch, Pip())
    monkeypatch.setattr(environment.importlib.util, "find_spec",
                        lambda name: None if name == missing else name)
    with pytest.raises(SetupFailed) as failed:
        told()
    assert failed.value.key == "setup.no_venv"
    assert pip.asked == []


def test_someone_elses_environment_is_left_alone(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = use(monkeypatch, Pip())
    (clone / ".venv").mkdir()
    (clone / ".venv" / "pyvenv.cfg").touch()
    with pytest.raises(SetupFailed) as failed:
        told()
    assert failed.value.key == "setup.foreign"
    assert "pip install" in str(failed.value.values["command"])
    assert pip.asked == []


def test_what_failed_is_told_in_words(clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    use(monkeypatch, Pip(ends=[1], log="Retrying (Retry(total=4))"))
    assert bootstrap.start(["plan", "x.toml"]) == 1
    shown = capsys.readouterr()
    assert "Första körningen" in shown.err
    assert "nätet eller paketregistret svarar inte" in shown.err
    assert shown.out == ""


def test_help_needs_no_set_up(clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    pip = use(monkeypatch, Pip())
    assert bootstrap.start(["plan", "--help"]) == 0
    assert pip.asked == []


def _hold(folder: str, started: object, release: object) -> None:
    environment.VENV, environment.LOCK = Path(folder), Path(folder) / "platsplan.lock"
    with environment._locked(lambda key, **values: None):
        started.set()  # type: ignore[attr-defined]
        release.wait(30)  # type: ignore[attr-defined]


def test_two_first_runs_wait_for_each_other(clone: Path) -> None:
    context = multiprocessing.get_context("spawn")
    started, release = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(str(environment.VENV), started, release))
    other.start()
    assert started.wait(30)
    waited: list[str] = []

    def tell(key: str, **values: object) -> None:
        waited.append(key)
        release.set()
    with environment._locked(tell):
        assert waited == ["setup.waiting"]
    other.join(30)
    assert other.exitcode == 0


@pytest.mark.slow
def test_the_readmes_main_job_runs_from_an_empty_clone(tmp_path: Path) -> None:
    """With a Python that has nothing but its venv module, in a folder with å and a space."""
    clone = tmp_path / "Länets klon å"
    git = ["git", "-c", "safe.directory=*"]
    subprocess.run([*git, "clone", "-q", str(ROOT), str(clone)], check=True)
    base = getattr(sys, "_base_executable", sys.executable)
    kept = {name: value for name, value in os.environ.items()
            if name in ("HOME", "PATH", "SYSTEMROOT", "TEMP", "USERPROFILE") or name.startswith("PIP_")}
    readme = (clone / "README.md").read_text(encoding="utf-8")
    command = readme.split("<!-- main-job -->\n```bash\n", 1)[1].split("```")[0].split()
    done = subprocess.run([base, *command[1:]], cwd=clone, env=kept, capture_output=True, text=True,
                          check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert (clone / "resultat").is_dir()
    assert any((clone / "resultat").glob("*/plan.csv"))
