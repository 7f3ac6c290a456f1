"""Real schemes, written out as whole agreements, settle to amounts worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from slaspec.language.book import load_book
from slaspec.measure.results import Measured, Measurements, WindowSpan
from slaspec.remedies.pipeline import settle

AGREEMENTS = Path(__file__).parents[1] / "language" / "agreements"
JANUARY = WindowSpan(0, 1, "2026-01", "2026-01-01", "2026-01-31")
MAY_2014 = WindowSpan(0, 1, "2014-05", "2014-05-01", "2014-05-31")
MAY_2015 = WindowSpan(0, 1, "2015-05", "2015-05-01", "2015-05-31")
YEAR = WindowSpan(0, 1, "2026", "2026-01-01", "2026-12-31")


@pytest.fixture(scope="module")
def book():
    """The agreements with the documents that they share."""
    return load_book(AGREEMENTS)


def found(target, value, verdict="missed", window=JANUARY, **facts):
    """What was measured of the one objective of a target; a share in per cent."""
    share = facts.get("unit", "%") == "%"
    exact = Fraction(value) / 100 if share else Fraction(value)
    return Measured(target, "all", window, verdict, value=exact, **facts)


def patients(window, good):
    """So many of 10,000 patients were seen in time."""
    share = Fraction(good, 100)
    return found("four-hours", share, window=window, met=good, counted=10000)


def minutes(figure, verdict="missed"):
    """Minutes that a customer went without water in the year."""
    return found("few-interruptions", figure, verdict, YEAR, unit="minutes")


CASES = [
    # 5 and 10 points reach the rung of 15: 5% of 50,000.00, a third and two thirds of it
    ("telus-points", [found("answered", "94"), found("voice-menu", "80")], "833.33 1666.67"),
    ("telus-points", [found("answered", "94"), found("voice-menu", "91", "met")], "500.00"),
    # 95% of 10,000 are promised: 100 breaches; below the floor 300 and no more
    ("nhs-emergency-2014", [patients(MAY_2014, 9400)], "20000.00"),
    ("nhs-emergency-2014", [patients(MAY_2014, 9000)], "60000.00"),
    ("nhs-emergency-2015", [patients(MAY_2015, 9000)], "75000.00"),
    # two hours beyond the free 43min 12s, ten times, of 30.00 for 720 hours
    (
        "hostingking-allowance",
        [found("host-uptime", "98.6", down=Fraction(2592 + 7200), counted=2678400)],
        "0.83",
    ),
    # a quarter of a point below 99.9% begins three tenths: 3% of 9,000.00
    ("wavelength-tenths", [found("wave-up", "99.65", counted=2678400)], "270.00"),
    # half a minute beyond the band on either side of 12 minutes at 250,000.00
    ("water-outcome-incentive", [minutes("13.5")], "125000.00"),
    ("water-outcome-incentive", [minutes("10.5", "met")], "-125000.00"),
    # one point over 15%, of which half a point is free: five tenths at 40,000.00
    ("water-outcome-incentive", [found("little-leakage", "16", window=YEAR)], "200000.00"),
]


@pytest.mark.parametrize(("agreement", "measured", "expected"), CASES)
def test_a_scheme_of_the_study_settles_to_the_amount_of_its_words(
    book, agreement, measured, expected
):
    """Sources: the agreements name them, with date and assumptions."""
    windows = tuple(sorted({one.window for one in measured}))
    statement = settle(book.agreement(agreement), Measurements(agreement, windows, tuple(measured)))

    assert expected.split() == [str(line.amount) for line in statement.lines]
