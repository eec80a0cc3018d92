import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
OUTSIDE = "('192.0.2.1', 9)"  # an address for documentation, RFC 5737: nobody's


def run(folder, source, **environment):
    shutil.copy(CONFTEST, folder)
    (folder / "test_it.py").write_text("import asyncio, socket, pytest\n" + source, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", "."]
    clean = {name: value for name, value in os.environ.items() if name not in ("STRICT", "PYTEST_ADDOPTS")}
    done = subprocess.run(
        [*command, "test_it.py"],
        cwd=folder,
        env=clean | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.splitlines()[-1]


def test_a_test_that_reaches_for_another_machine_fails_though_the_refusal_is_swallowed(tmp_path):
    source = f"""
def test_plain():
    try:
        socket.create_connection({OUTSIDE})
    except OSError:
        pass
def test_at_once():
    with socket.socket() as s, pytest.raises(OSError):
        s.connect_ex({OUTSIDE})
def test_in_a_loop():
    with pytest.raises(OSError):
        asyncio.run(asyncio.open_connection(*{OUTSIDE}))
"""
    assert run(tmp_path, source).startswith("3 passed, 3 errors")


@pytest.mark.slow
def test_this_machine_may_be_reached(tmp_path):
    source = """
@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1"])
def test_loopback(host):
    with socket.create_server((host, 0)) as server:
        socket.create_connection((host, server.getsockname()[1])).close()
def test_a_path(tmp_path):
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "s")); server.listen(); client.connect(str(tmp_path / "s"))
"""
    assert run(tmp_path, source).startswith("3 passed")


SKIPS = """
def test_skipped(): pytest.skip("no such database here")
@pytest.mark.xfail
def test_expected(): assert False
def test_done(): pass
"""


def test_a_skip_is_a_skip(tmp_path):
    assert run(tmp_path, SKIPS).startswith("1 passed, 1 skipped, 1 xfailed")


@pytest.mark.slow
def test_a_skip_is_a_failure_where_strict_is_set(tmp_path):
    assert run(tmp_path, SKIPS, STRICT="1").startswith("1 failed, 1 passed, 1 xfailed")


@pytest.mark.slow
def test_a_skipped_file_is_a_failure_where_strict_is_set(tmp_path):
    source = 'pytest.importorskip("no_such_module")\n'
    assert run(tmp_path, source).startswith("1 skipped")
    assert run(tmp_path, source, STRICT="1").startswith("1 error")
