"""The agreements of the gallery: they stand by themselves, and come to what their sources print."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from slaspec.language.book import load_book
from slaspec.language.model import Agreement, Scenario
from slaspec.use_cases.check import check
from slaspec.use_cases.scenario import run_scenario

GALLERY = Path(__file__).parents[2] / "contracts" / "gallery"
README = (GALLERY / "README.md").read_text("utf-8")
FOLDERS = sorted(path.name for path in GALLERY.iterdir() if path.is_dir())
SCENARIOS = sorted(
    path.relative_to(GALLERY).as_posix() for path in GALLERY.rglob("*.scenario.yaml")
)
AS_OF = date(2026, 6, 1)

# Amounts that the sources themselves print: scenario, then its amounts
PRINTED = {
    "atlassian-premium/printed-example": ["145.00 USD"],
    "uk-service-points/printed-minor-then-severe": ["1000.00 GBP", "6000.00 GBP"],
    "uk-service-points/printed-three-in-a-row": ["3000.00 GBP", "2000.00 GBP", "6000.00 GBP"],
    "texas-at-risk/printed-example": ["2000.00 USD"],
}


@pytest.fixture(scope="module")
def gallery():
    """All folders as one book."""
    return load_book(GALLERY)


def scenario_of(book, file):
    """The scenario of a file."""
    return next(each for each in book.of(Scenario) if each.at.span.file.endswith(file))


@pytest.mark.parametrize("file", SCENARIOS)
def test_a_scenario_comes_to_its_amounts(gallery, file):
    """Every line, total and verdict is as it was worked out by hand."""
    result = run_scenario(gallery, scenario_of(gallery, file))

    assert [] == [(each.name, each.differences, each.rows) for each in result.failures]


@pytest.mark.parametrize("file", PRINTED)
def test_what_a_source_prints_is_expected_by_a_scenario(gallery, file):
    """The results that the sources print stand in scenarios, to the cent."""
    scenario = scenario_of(gallery, f"{file}.scenario.yaml")

    assert PRINTED[file] == [str(line.amount) for line in scenario.lines]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_stands_by_itself(folder):
    """Each folder can be copied away: it is read without a finding, and has no error."""
    book = load_book(GALLERY / folder)

    assert () == book.reading_findings
    assert [] == [found for found in check(book, AS_OF) if found.severity == "error"]


def test_every_agreement_has_a_scenario(gallery):
    """No agreement of the gallery is without amounts, and each scenario expects some."""
    agreements = {agreement.id for agreement in gallery.of(Agreement)}

    assert agreements == {scenario.agreement for scenario in gallery.of(Scenario)}
    assert all(scenario.lines for scenario in gallery.of(Scenario))


def test_warnings_are_those_that_the_readme_explains(gallery):
    """A warning stays where the real scheme earns it, and the README says why."""
    warned = {
        (found.rule, found.span.file.split("/")[-2])
        for found in check(gallery, AS_OF)
        if found.severity == "warning"
    }
    rows = re.findall(r"^\| ([A-Z]\d{3}) \| ([a-z0-9, -]+) \|", README, re.MULTILINE)
    explained = {(rule, folder) for rule, folders in rows for folder in folders.split(", ")}

    assert explained == warned


def test_the_readme_tells_every_folder(gallery):
    """Each folder has a row with its source and date, and a section of what is taken and assumed."""
    assert set(FOLDERS) == set(re.findall(r"^### ([a-z-]+)$", README, re.MULTILINE))
    assert set(FOLDERS) == set(re.findall(r"^\| \[([a-z-]+)\]\(", README, re.MULTILINE))


def test_an_agreement_says_its_source_and_date(gallery):
    """`part_of` names the source in our own words, with a date."""
    for agreement in gallery.of(Agreement):
        assert re.match(r"In own words after .*\b20\d\d\b", agreement.part_of), agreement.id
