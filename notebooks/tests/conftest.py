"""Runs of the program that the tests read."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPORA = pathlib.Path(os.environ.get("TIFA_CORPORA", ROOT.parent / "shared" / "corpora"))


def run(config: pathlib.Path, into: pathlib.Path) -> pathlib.Path:
    """Run a configuration into a folder of its own and give the result folder. 3 means done with problems."""
    done = subprocess.run([ROOT / "tifa", "run", "-q", "-c", config, "-o", into], capture_output=True, text=True)
    assert done.returncode in (0, 3), done.stderr
    return into / "latest"


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> pathlib.Path:
    return run(ROOT / "testdata" / "sample" / "tifa.yaml", tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def reports(tmp_path_factory) -> pathlib.Path:
    """The government work reports, a real text."""
    if not CORPORA.is_dir():
        pytest.skip(f"no real texts at {CORPORA}: set TIFA_CORPORA to where they are")
    return run(ROOT / "testdata" / "examples" / "gwr" / "tifa.yaml", tmp_path_factory.mktemp("gwr"))


@pytest.fixture(params=["sample", "reports"])
def results(request) -> pathlib.Path:
    return request.getfixturevalue(request.param)
