"""The profile of the GitHub status page (MIT), and the stream of outages that it makes."""

from __future__ import annotations

import json
import os
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from slaspec.language.structure import structure
from slaspec.records.simulate.streams import Span, outage_stream
from slaspec.use_cases.load import load
from slaspec.use_cases.profile import fit_profile

DATA = Path(
    os.environ.get("SLASPEC_REAL_DATA")
    or Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
)
INCIDENTS = DATA / "github-status-incidents" / "incidents.csv.gz"
CONTRACTS = Path(__file__).parent / "github" / "contracts"

pytestmark = pytest.mark.skipif(
    not INCIDENTS.is_file(), reason="the incidents are not here; SLASPEC_REAL_DATA names the folder"
)


@pytest.fixture(scope="module")
def document():
    return fit_profile(load(CONTRACTS), "status-page", INCIDENTS).document


def percent(text):
    return Fraction(text.rstrip("%"))


def test_the_classes_are_those_published(document):
    """78.4 % minor, 17.9 % major, 3.6 % critical; incidents without a component are left out."""
    published = json.loads((DATA / "profiles" / "github-status.json").read_text("utf-8"))
    classes = document["outages"]["classes"]

    for name, share in published["impact_share"].items():
        assert abs(percent(classes[name]["share"]) - 100 * Fraction(str(share))) < 1


def test_the_stream_has_the_lengths_of_the_page(document):
    """Half of 20,000 simulated minor incidents are shorter than the median of the page."""
    profile, _ = structure(document)
    stream = outage_stream(
        profile, Span(7, date(2026, 1, 1), date(2026, 12, 31)), "x", count=20_000
    )
    table = stream.block(0)
    minor = np.flatnonzero(table.kind_of == table.classes.index("minor"))
    first = minor[np.unique(np.array(table.ids)[minor], return_index=True)[1]]
    seconds = (table.end - table.begin)[first]
    median = profile.outages.classes["minor"].duration["p50"].seconds

    assert 60 * 65 < median < 60 * 80
    assert abs(int((seconds < median).sum()) / len(seconds) - 0.5) < 0.02
