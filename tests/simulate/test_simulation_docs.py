"""What `docs/simulation.md` shows is run as it stands."""

import re
import shutil
from pathlib import Path

from slaspec.language.model import Profile
from slaspec.language.read import read_text
from slaspec.records.simulate.edge_cases import EDGE_CASES
from slaspec.records.simulate.profile_faults import faults

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "simulation.md").read_text("utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_the_profile_of_the_page_is_one():
    """It has no fault."""
    [text] = blocks("yaml")
    file = read_text(text.encode(), "small-desk.yaml")

    assert () == tuple(file.findings)
    assert isinstance(file.contract, Profile)
    assert [] == list(faults(file.contract))


def test_the_tests_of_the_page_pass(pytester):
    """They run on the contracts of Nordit, through the plugin."""
    [code] = blocks("python")
    shutil.copytree(ROOT / "contracts" / "nordit", pytester.path / "contracts")
    pytester.makeini("[pytest]\nslaspec_contracts = contracts\n")
    pytester.path.joinpath("test_page.py").write_text(code, "utf-8")

    pytester.runpytest("test_page.py").assert_outcomes(passed=2)


def test_every_edge_case_is_on_the_page():
    """A reader finds them by name."""
    assert set() == {name for name in EDGE_CASES if f"`{name}`" not in TEXT}
