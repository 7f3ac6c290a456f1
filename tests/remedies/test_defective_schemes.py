"""
Published schemes with a defect that the language can hold: the checks refuse them by the right rule.

A range table becomes a ladder, which has no holes; what a ladder still can say wrongly stands here,
each in the words of its source, on the agreement of the gallery on full percentage points.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from slaspec.language.book import load_book
from slaspec.language.model import Agreement, DataSource, Parties, ServiceCatalogue
from slaspec.language.structure import unstructure
from slaspec.use_cases.check import check
from tests.measure.build import book as book_of

FOLDER = Path(__file__).parents[2] / "contracts" / "gallery" / "german-full-points"
AS_OF = date(2026, 6, 1)
CHARGE = {"charge": "cloud-platform"}


def ladder(*rungs, over="measured", **terms):
    """A remedy of rungs `(comparison, threshold, pays)` of the charge."""
    listed = [{key: at, "pays": pays} for key, at, pays in rungs]
    percent = rungs[0][2].endswith("%")
    base = {"base": CHARGE} if percent else {}
    rate = {"ladder": listed, "over": over}
    return {"id": "credit", "for_each": "window", "rate": rate, **base, **terms}


def cap(at_most, **terms):
    """A cap of the month; what lies above is lost."""
    return {"per": "month", "at_most": at_most, "excess": "lost", **terms}


# (source and what is wrong, the remedy, the objective, rule, words of the finding)
DEFECTS = [
    pytest.param(
        ladder(
            ("below", "99.5%", "5%"),
            ("below", "99%", "10%"),
            ("below", "95%", "20%"),
            caps=[cap("5%", of=CHARGE)],
        ),
        "C004",
        "5%",
        id="Hotel Beacons: rows up to 20 % under a cap of 5 %",
    ),
    pytest.param(
        ladder(
            ("above", "2h", "400.00 EUR"),
            ("above", "4h", "800.00 EUR"),
            ("above", "6h", "1200.00 EUR"),
            ("above", "10h", "2000.00 EUR"),
            over="duration",
            caps=[cap("1200.00 EUR")],
        ),
        "C004",
        "1200.00 EUR",
        id="Infraon: 2,000 for the worst outages, and 1,200 at most",
    ),
    pytest.param(
        ladder(("below", "99.5%", "25%"), ("below", "99%", "10%")),
        "C003",
        "10%",
        id="a test document of retrieval, clause 4.2: 99.3 pays 25 %, 98.9 pays 10 %",
    ),
    pytest.param(
        ladder(("at_or_below", "99.5%", "10%"), ("below", "99%", "25%")),
        "C002",
        "also where",
        id="GitHub: the promise is kept at exactly the first row, which pays",
    ),
    pytest.param(
        {"id": "credit", "for_each": "window", "rate": {"lost_time": 100}, "base": CHARGE},
        "C005",
        "no cap",
        id="Slack, the older text: a hundred times the fee of the lost time, without a cap",
    ),
    pytest.param(
        ladder(("below", "98%", "10%")),
        "C001",
        "a miss costs nothing",
        id="websi.cz: the first rows below the promise pay nothing",
    ),
    pytest.param(
        ladder(("above", "4h", "10%"), ("above", "8h", "60%"), over="duration"),
        "C028",
        "4,000.00 EUR more",
        id="CrossRoads: one second more costs 50 points",
    ),
    pytest.param(
        {
            "id": "credit",
            "for_each": "window",
            "quantity": {"of": "shortfall", "step": "1pp", "count": "prorata"},
            "rate": {"per_step": "3%", "forfeits_over": "15pp"},
            "base": CHARGE,
        },
        "C028",
        "4,400.00 EUR more",
        id="inducio: 45 % at 15 points, and just beyond them everything",
    ),
    pytest.param(
        {
            "id": "credit",
            "for_each": "window",
            "rate": {"flat": "5%"},
            "repeat": {"when": "rolling 12 months", "factor": 2},
            "base": CHARGE,
        },
        "C029",
        "nobody says when the count begins anew",
        id="UK Model Services Contract: a repeat failure, and no word on when it ends",
    ),
    pytest.param(
        ladder(("below", "99%", "10%"), ("below", "99%", "25%")),
        "C008",
        "99%",
        id="one edge in two rows that pay differently",
    ),
]


@pytest.fixture(scope="module")
def folder():
    """The documents of the gallery's agreement as plain data."""
    return load_book(FOLDER)


@pytest.mark.parametrize(("remedy", "rule", "words"), DEFECTS)
def test_a_defect_of_a_published_scheme_is_found_by_its_rule(folder, remedy, rule, words):
    """The rule names the defect at the remedy; the agreement without the defect has no such finding."""
    [agreement] = folder.of(Agreement)
    others = [
        unstructure(each)
        for kind in (DataSource, Parties, ServiceCatalogue)
        for each in folder.of(kind)
    ]
    plain = unstructure(agreement)
    [target] = plain["targets"]
    broken = {
        **plain,
        "targets": [{**target, "remedies": ["credit"]}],
        "remedies": [remedy],
    }
    found = [each for each in check(book_of(broken, *others), AS_OF) if each.rule == rule]

    assert [] == [each for each in check(book_of(plain, *others), AS_OF) if each.rule == rule]
    assert found, rule
    assert any(words in each.message for each in found), [each.message for each in found]
