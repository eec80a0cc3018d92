import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "tests/requirements.lock")
PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?: ; (?P<marker>[^\\]+?))? \\$")
HOSTS = ["".join(parts) for parts in (("py", "pi"), ("python", "hosted"), ("npm", "js"), ("debian", ".org"))]
NOT_OURS = {"data", "build", "dist"}  # nor what begins with a dot, but for .ci and the files at the top


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(lock):
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {m["name"]: m for m in map(PINNED.match, lines) if m}


def our_files():
    for top in ROOT.iterdir():
        if top.is_file() and top.name != ".env":
            yield top
        elif top.is_dir() and (top.name == ".ci" or not top.name.startswith(".")) and top.name not in NOT_OURS:
            yield from (path for path in top.rglob("*") if path.is_file() and path.suffix != ".pyc")


def instructions(name):
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.split(maxsplit=1)[1] for line in text.splitlines() if line.split(maxsplit=1)[:1] == [name]]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_a_pinned_version_or_a_hash(lock):
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    is_hash = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not PINNED.match(line) and not is_hash.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_what_the_project_asks_for_within_its_ranges(lock):
    groups = project()["dependency-groups"] if lock.startswith("tests") else {}
    asked = map(Requirement, [*project()["project"]["dependencies"], *(r for group in groups.values() for r in group)])
    locked = pins(lock)
    wrong = [str(r) for r in asked if not r.specifier.contains(locked[canonicalize_name(r.name)]["version"])]
    assert wrong == []


def test_the_tests_run_on_the_versions_that_the_program_runs_on():
    program, tests = pins("requirements.lock"), pins("tests/requirements.lock")
    assert {name: pin["version"] for name, pin in program.items()} == {name: tests[name]["version"] for name in program}


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_a_lock_leaves_nothing_out_for_any_python_it_is_made_for(python):
    left_out = [
        name
        for name, pin in pins("tests/requirements.lock").items()
        if pin["marker"] and not Marker(pin["marker"]).evaluate({"python_version": python, "sys_platform": "linux"})
    ]
    assert set(left_out) <= {"colorama"}  # for the terminal of one system only


def test_the_build_backend_that_is_locked_is_the_one_that_builds():
    assert set(project()["build-system"]["requires"]) <= set(project()["dependency-groups"]["setup"])


def test_no_file_names_the_host_of_a_package_index():
    named = re.compile("|".join(map(re.escape, HOSTS)), re.IGNORECASE)
    files = [p for p in our_files() if named.search(p.read_text(encoding="utf-8", errors="replace"))]
    assert files == []


def test_no_python_is_asked_for_by_name_and_no_lock_names_its_index():
    assert not (ROOT / ".python-version").exists()
    assert not (ROOT / "uv.lock").exists()


def test_the_image_is_built_in_one_stage_and_run_in_another_on_the_same_base():
    assert instructions("ARG") == ["BASE=python:3.12-slim-bookworm"]
    assert instructions("FROM") == ["${BASE} AS build", "${BASE}"]


def test_the_container_runs_as_nobody_in_particular_on_a_volume_of_its_own():
    assert instructions("USER") == ["10001"]
    assert instructions("VOLUME") == ["/data"]
    [settings] = [line for line in instructions("ENV") if "GREFFIER_" in line]
    assert "GREFFIER_DATABASE_URL=sqlite:////data/greffier.db" in settings
    assert "GREFFIER_WEB=0.0.0.0:8000" in settings


def test_the_container_is_started_without_a_shell_and_stopped_by_sigterm():
    assert [json.loads(line) for line in instructions("ENTRYPOINT") + instructions("CMD")] == [["greffier"], ["run"]]
    assert instructions("STOPSIGNAL") == ["SIGTERM"]


def test_the_container_says_by_itself_whether_it_is_well():
    [check] = instructions("HEALTHCHECK")
    command = json.loads(check.partition("CMD ")[2])
    assert command[:2] == ["python3", "-c"]
    compile(command[2], "healthcheck", "exec")
    assert "/healthz" in command[2]


def test_what_goes_into_the_image_is_checked_by_hash_and_holds_no_test_tool():
    installs = [line for line in instructions("RUN") if "pip install" in line]
    assert all("--require-hashes" in line or "--no-deps dist/" in line for line in installs)
    [dependencies] = [line for line in installs if line.endswith("-r requirements.lock")]
    assert "tests/" not in dependencies
    assert not {"pytest", "mypy", "ruff", "uv", "hatchling"} & set(pins("requirements.lock"))


def test_dependencies_are_copied_before_the_code():
    copied = instructions("COPY")
    assert copied.index("requirements.lock ./") < copied.index("bot bot")
