"""Outages as witnesses of a target that limits how long each of them lasts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from slaspec.checks.measurable.witnesses.trial import Trial
from slaspec.language.book import load_book

SCHEME = Path(__file__).parents[2] / "contracts" / "gallery" / "gb-electricity"


@pytest.fixture
def tried(tmp_path):
    """The trial of the target for homes, with one edit of its text."""

    def make(old="", new=""):
        shutil.copytree(SCHEME, tmp_path / "scheme")
        file = tmp_path / "scheme" / "gb-electricity.sla.yaml"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        book = load_book(tmp_path / "scheme")
        whole = book.agreement("gb-electricity")
        return Trial(book, whole, whole.targets[0])

    return make


def test_an_interruption_of_twelve_hours_is_kept_and_a_second_more_is_not(tried):
    """Both are rows of the source, of the class that the metric asks for."""
    trial = tried()

    case = next(iter(trial._prepared.cases))
    ((kept, _),) = case.inside
    within, late = (" ".join(map(str, each.told())) for each in (case.within, case.late))

    assert (None, (), (), ()) == (
        trial.not_run,
        trial.cannot,
        trial.failures("inside"),
        trial.failures("outside"),
    )
    assert "domestic" == kept.rows[0]["customer_class"]
    assert "12h 1s" in late
    assert "12h 1s" not in within


def test_copies_of_one_interruption_are_records_of_their_own(tried):
    """Nine of ten in time are enough, eight of nine are not: no copy is taken for another."""
    trial = tried("objective: {share: 100%, within: 12h}", "objective: {share: 90%, within: 12h}")

    assert 1 < sum(count for _, count in next(iter(trial._prepared.cases)).inside)
    assert ((), ()) == (trial.failures("inside"), trial.failures("outside"))
