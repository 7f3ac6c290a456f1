"""The wheel as a stranger gets it: built, installed in an environment of its own, and used."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(
    os.environ.get("SLASPEC_WHEEL_TESTS") != "1",
    reason="builds and installs a wheel, which takes minutes and a package index:"
    " set SLASPEC_WHEEL_TESTS=1",
)


def call(*command, **settings):
    """Run a command outside the checkout; its output, which must be a success."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PYTEST"))}
    settings = {"check": False, "capture_output": True, "text": True, "env": clean, **settings}
    result = subprocess.run([str(part) for part in command], **settings)
    assert 0 == result.returncode, result.stdout + result.stderr
    return result.stdout


MENDED = ("within: 3h, hours: office-se", "within: 3h, hours: 24x7")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The folder of the programs of a fresh environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    call(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    return programs


@pytest.fixture
def project(installed, tmp_path, monkeypatch):
    """A project with the demo's contracts, its unbacked promise mended, outside the checkout."""
    folder = tmp_path / "a project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    code = "import slaspec, pathlib; print(pathlib.Path(slaspec.__file__).parent / '_demo')"
    demo = Path(call(installed / "python", "-c", code).strip())
    assert not demo.is_relative_to(ROOT)
    (folder / "contracts").mkdir()
    for file in (demo / "contracts").iterdir():
        text = file.read_text("utf-8").replace(*MENDED)
        (folder / "contracts" / file.name).write_text(text, "utf-8")
    (folder / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\nslaspec_contracts = ["contracts"]\n'
    )
    return folder


def test_the_wheel_holds_what_the_checkout_has(wheel):
    """Every schema, every module and every file of the demo; no tests, no contracts of ours."""
    names = set(zipfile.ZipFile(wheel).namelist())
    modules = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "slaspec").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    schemas = {
        f"slaspec/_schemas/{path.relative_to(ROOT / 'schemas').as_posix()}"
        for path in (ROOT / "schemas").rglob("*.json")
    }

    assert set() == (modules | schemas) - names
    assert "slaspec/_schemas/output/check.schema.json" in names
    assert set() == {n for n in names if not n.startswith("slaspec") or "/tests/" in n}


def test_the_demo_runs(installed, tmp_path):
    """`slaspec demo` in an empty folder: files that say the same as the screen."""
    out = call(installed / "slaspec", "demo", cwd=tmp_path)

    statement = json.loads((tmp_path / "slaspec-demo" / "statement.json").read_text("utf-8"))
    assert f"{int(statement['total'].split('.')[0]):,}" in out


def test_contracts_are_checked_with_the_schemas_of_the_wheel(installed, project):
    """Shape is judged by the schemas inside the wheel."""
    code = "from slaspec.language.schemas import folder\nprint(folder(), folder('output'))\n"
    assert 2 == call(installed / "python", "-c", code).count("_schemas")
    assert "2 agreements" in call(installed / "slaspec", "check")
    file = project / "contracts" / "hours.yaml"
    file.write_text(file.read_text("utf-8").replace("valid:", "vlid:"), "utf-8")

    result = subprocess.run([str(installed / "slaspec"), "check"], capture_output=True, text=True)

    assert 1 == result.returncode
    assert "S001" in result.stdout


def test_pytest_finds_the_plugin_by_itself(installed, project):
    """Nothing but the installed wheel and the setting: contracts are test items."""
    out = call(installed / "pytest", "-q")

    assert "ferry-desk: 1 target" in out
    assert " passed" in out
