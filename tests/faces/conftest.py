"""A portfolio to play with, its faults, and the golden files of the faces."""

import os
import shutil
from importlib.metadata import version
from pathlib import Path

import numpy  # noqa: F401
import pytest
import yaml  # noqa: F401

import slaspec
from slaspec.checks.registry import all_rules
from slaspec.use_cases.aspects import Judged  # noqa: F401

# `pytester` forgets what a run inside this process has imported; what C extensions hold on to
# must not be imported twice.
all_rules()

HERE = Path(__file__).parent
DEMO = Path(slaspec.__file__).parent / "_demo"
NO_TERMS = 'terms: {use: nowhere, version: "1"}\n'
MENDED = (
    "P1: {share: 95%, within: 3h, hours: office-se}",
    "P1: {share: 95%, within: 3h, hours: 24x7}",
)
PYPROJECT = '[tool.pytest.ini_options]\nslaspec_contracts = ["contracts"]\n'


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch):
    """What runs in another process finds this checkout, and no setting of the caller."""
    monkeypatch.setenv("PYTHONPATH", str(Path(slaspec.__file__).parent.parent))
    for name in ("PYTEST_ADDOPTS", "NO_COLOR", "FORCE_COLOR", "PY_COLORS", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def golden():
    """`golden(name, text)` compares with a file; SLASPEC_UPDATE=1 writes it."""

    def compare(name, text):
        file = HERE / "golden" / name
        stable = text.replace(f"slaspec {slaspec.__version__}", "slaspec VERSION")
        stable = stable.replace(f"tzdata {version('tzdata')}", "tzdata VERSION")
        if os.environ.get("SLASPEC_UPDATE") == "1":
            file.write_text(stable, "utf-8")
        assert file.read_text("utf-8") == stable

    return compare


class Portfolio:
    """A project folder with `contracts/` and `tickets.csv`: the demo, its unbacked promise mended."""

    def __init__(self, folder):
        self.folder = folder
        self.contracts = folder / "contracts"
        shutil.copytree(DEMO / "contracts", self.contracts)
        ola = self.contracts / "operations.ola.yaml"
        ola.write_text(ola.read_text("utf-8").replace(*MENDED), "utf-8")
        shutil.copy(DEMO / "records" / "tickets.csv", folder / "tickets.csv")
        (folder / "pyproject.toml").write_text(PYPROJECT, "utf-8")
        self.agreement = self.contracts / "ferries.sla.yaml"

    def replace(self, name, old, new):
        """Change a contract; the old text stands in it exactly once."""
        file = self.contracts / name
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} in {name}"
        file.write_text(text.replace(old, new), "utf-8")

    def write(self, name, text):
        """Write a contract file from its text or its bytes."""
        file = self.contracts / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return file

    def break_files(self):
        """Faults of the text and the shape, and what is no file at all."""
        hours = (self.contracts / "hours.yaml").read_text("utf-8")
        self.write("broken.yaml", "apiVersion: slaspec/v1\nkind: SLA\n\ttitle: x\n")
        self.write("binary.yaml", b"id: \xff\xfe\n")
        self.write("empty.yaml", "")
        self.write("list.yaml", "- 1\n")
        self.write("UPPER.YAML", "apiVersion: slaspec/v1\nkind: Kalender\nid: x\n")
        self.write("deep/more.yaml", hours.replace("office-se", "more").replace("valid:", "vlid:"))
        (self.contracts / "folder.yaml").mkdir()
        (self.contracts / "dead.yaml").symlink_to("nowhere")
        (self.contracts / "link.yaml").symlink_to(self.contracts / "hours.yaml")
        if hasattr(os, "mkfifo"):
            os.mkfifo(self.contracts / "pipe.yaml")

    def break_references(self):
        """Documents that can be read and do not fit together."""
        hours = (self.contracts / "hours.yaml").read_text("utf-8")
        again = "  - {date: 2026-12-31, name: once more}\n"
        self.write("zz-again.yaml", hours)
        self.write("night.yaml", hours.replace("office-se", "night") + again)
        text = self.agreement.read_text("utf-8")
        other = text.replace("ferry-desk", "other-desk").replace("resolution-time}", "gone}")
        self.write("other.sla.yaml", other.replace("metric: resolution-time", "metric: gone"))
        self.replace("ferries.sla.yaml", "timezone: ", f"{NO_TERMS}timezone: ")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A portfolio in the current folder."""
    folder = tmp_path / "a project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Portfolio(folder)


@pytest.fixture
def tested(pytester):
    """A portfolio in the folder where `pytester` runs pytest."""
    return Portfolio(pytester.path)
