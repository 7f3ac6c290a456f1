"""
Starting costs next to nothing: the plugin and the command line import no library before they need it.

Measured by what is imported, not by milliseconds, so that it holds on every machine.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
HEAVY = frozenset(
    {
        *(
            "yaml",
            "_yaml",
            "jsonschema",
            "jsonschema_rs",
            "jsonschema_specifications",
            "referencing",
        ),
        *(
            "rpds",
            "attrs",
            "attr",
            "numpy",
            "pyarrow",
            "pandas",
            "rich",
            "faker",
            "freezegun",
            "jinja2",
            "markupsafe",
            "tzdata",
        ),
        *("hypothesis", "dateutil", "urllib", "asyncio"),
    }
)
IMPORTED = """
import sys
before = set(sys.modules)
{code}
print(*sorted({{name.partition('.')[0] for name in set(sys.modules) - before}}), file=sys.stderr)
"""


def imported_by(code: str, *, standing: str = "") -> set[str]:
    """Top-level names of the modules that a fresh Python imports for this code."""
    run = subprocess.run(
        [sys.executable, "-c", standing + IMPORTED.format(code=code)],
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
        check=True,
        timeout=60,
    )
    return set(run.stderr.splitlines()[-1].split())


def third_party(names: set[str]) -> set[str]:
    return names - sys.stdlib_module_names - {"slaspec", "__mp_main__"}


def test_importing_the_package_imports_nothing_else() -> None:
    """
    `import slaspec` imports no library at all.
    """
    assert set() == third_party(imported_by("import slaspec"))


def test_the_plugin_imports_pytest_alone() -> None:
    """
    The plugin is imported at every start of pytest, also where there are no contracts.
    """
    names = imported_by("import slaspec.pytest_plugin", standing="import pytest\n")

    assert set() == third_party(names)
    assert set() == names & HEAVY


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["-h"]])
def test_the_command_line_imports_click_alone(arguments: list[str]) -> None:
    """
    `slaspec --version` and `--help` import click and nothing else of third parties.
    """
    names = imported_by(
        f"import contextlib, io, slaspec.cli\n"
        f"with contextlib.redirect_stdout(io.StringIO()):\n    slaspec.cli.run({arguments!r})"
    )

    assert {"click"} == third_party(names)


def test_pytest_without_contracts_imports_nothing_of_slaspec_but_the_plugin(tmp_path: Path) -> None:
    """
    In a project that has no contracts, a run of pytest with the plugin reads no YAML and no schema.
    """
    (tmp_path / "test_one.py").write_text(
        "import sys\n\ndef test_one():\n"
        f"    assert not {set(HEAVY - {'urllib', 'asyncio', 'attr', 'attrs'})!r} & set(sys.modules)\n"
        "    assert 'slaspec.language.book' not in sys.modules\n"
    )
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p"),
            *("slaspec.pytest_plugin", "--rootdir", str(tmp_path), str(tmp_path)),
        ],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(CHECKOUT), "PATH": ""},
        check=False,
        timeout=60,
    )

    assert 0 == run.returncode, run.stdout + run.stderr


@pytest.mark.parametrize(
    "module",
    ["slaspec.findings", "slaspec.errors", "slaspec.language.model", "slaspec.language.quantities"],
)
def test_the_model_needs_no_library(module: str) -> None:
    """
    Errors, findings, quantities and the typed model import the standard library alone.
    """
    assert set() == third_party(imported_by(f"import {module}"))
