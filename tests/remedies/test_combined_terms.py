"""
Terms that meet in one remedy or month, on a service of 8,000.00 EUR a month that is promised 99.5 %.

Each amount can be worked out from the line above its case.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from slaspec.language.book import load_book
from slaspec.language.model import Agreement, DataSource, Parties, ServiceCatalogue
from slaspec.language.structure import unstructure
from slaspec.remedies.pipeline import settle
from tests.measure.build import book as book_of
from tests.remedies.published import charges, figures

FOLDER = Path(__file__).parents[2] / "contracts" / "gallery" / "german-full-points"
CHARGE = {"charge": "cloud-platform"}
MONTHS = range(1, 13)
CASES = []


def case(name, remedies, rows, expected, known=None, **sections):
    """Remedies of the one target on some figures of it, and all their lines."""
    listed = remedies if isinstance(remedies, list) else [remedies]
    CASES.append(pytest.param(listed, rows, expected, known or {}, sections, id=name))


def remedy(rate, id="r", **terms):
    """A remedy for each window, of the charge unless it pays money or points."""
    text = str(rate)
    base = {} if "EUR" in text or "point" in text else {"base": CHARGE}
    return {"id": id, "for_each": "window", "rate": rate, **base, **terms}


def flat(pays, id="r", **terms):
    """A remedy of a flat rate."""
    return remedy({"flat": pays}, id, **terms)


def months(*values):
    """The measured shares of January and the months after it."""
    return [f"availability 2026-{number:02} {value}%" for number, value in enumerate(values, 1)]


def cap(per, at_most, excess="lost", **terms):
    """A cap."""
    of = {"of": CHARGE} if at_most.endswith("%") else {}
    return {"per": per, "at_most": at_most, "excess": excess, **of, **terms}


def charge(amount, per="month", currency="EUR"):
    """The one service at another charge."""
    money = {"amount": f"{amount} {currency}", "per": per}
    return [{"service": "cloud-platform", "charge": money}]


TERM = {"renewal": "none", "notice": "30 days"}

# --- repeats and counts of failures ---------------------------------------------------------------

# 5, 10, 15, 15 %, and 5 again behind a month that was met
case(
    "a ladder of repeats begins anew behind a met month",
    flat(
        "5%",
        repeat={"when": "consecutive", "ladder": ["5%", "10%", "15%"], "reset": "first met window"},
    ),
    months(99, 99, 99, 99, 100, 99),
    ["2026-01 400.00", "2026-02 800.00", "2026-03 1200.00", "2026-04 1200.00", "2026-06 400.00"],
)
# January and March are two in three months; so are June and July; June alone is one
case(
    "the second failure in three months",
    flat("5%", trigger={"from_failure": 2, "in": "rolling 3 months"}),
    months(99, 100, 99, 100, 100, 99, 99),
    ["2026-03 400.00", "2026-07 400.00"],
)
# 10 %, then 30 % of which 20 % are paid and 10 % carried into a met month
case(
    "what a repeat costs too much is carried on",
    flat(
        "10%",
        repeat={"when": "consecutive", "factor": 3, "reset": "first met window"},
        caps=[cap("month", "20%", "carried")],
    ),
    months(99, 99, 100),
    ["2026-01 800.00", "2026-02 1600.00", "2026-03 800.00"],
)

# --- caps -----------------------------------------------------------------------------------------

# 5 % of the 24,000.00 of a quarter are 1,200.00
case(
    "a cap of the quarter is of its charges",
    flat("10%", caps=[cap("quarter", "5%")]),
    months(99, 99, 99, 99, 99, 99),
    ["2026-01 800.00", "2026-02 400.00", "2026-03 0.00"]
    + ["2026-04 800.00", "2026-05 400.00", "2026-06 0.00"],
)
# of 800.00 a month 500.00 are paid, the rest with the next one
case(
    "what is carried is paid in months that were met",
    flat("10%", caps=[cap("month", "500.00 EUR", "carried")]),
    months(99, 100, 99, 100),
    ["2026-01 500.00", "2026-02 300.00", "2026-03 500.00", "2026-04 300.00"],
)
# 1,600.00 in the first quarter, of which 1,000.00 are paid; 600.00 in April
case(
    "what a quarter leaves is paid in the next one",
    flat("10%", caps=[cap("quarter", "1000.00 EUR", "carried")]),
    months(99, 99, 100, 100, 100),
    ["2026-01 800.00", "2026-02 200.00", "2026-03 0.00", "2026-04 600.00"],
)
# 800.00 leave 200.00 of 1,000.00 in the month after; the month before last no longer counts
case(
    "a cap over two windows looks at the one before",
    flat("10%", caps=[cap("rolling 2 windows", "1000.00 EUR")]),
    months(99, 99, 99, 99),
    ["2026-01 800.00", "2026-02 200.00", "2026-03 800.00", "2026-04 200.00"],
)
# the year of a term from April ends with March: 1,500.00, then anew
case(
    "a contract year begins with the term",
    flat("10%", caps=[cap("contract_year", "1500.00 EUR")]),
    ["availability 2026-04 99%", "availability 2026-05 99%"]
    + [f"availability 2026-{month:02} 100%" for month in range(6, 13)]
    + ["availability 2027-01 100%", "availability 2027-02 100%"]
    + ["availability 2027-03 99%", "availability 2027-04 99%"],
    ["2026-04 800.00", "2026-05 700.00", "2027-03 0.00", "2027-04 800.00"],
    effective={"from": "2026-04-01", "through": "2028-03-31", **TERM},
)
# 1,000.00 behind its own cap and 800.00 share 800.00: 444.44… and 355.55…, the cent to the second
case(
    "the cap of the agreement stands behind those of its remedies",
    [flat("20%", "a", caps=[cap("month", "1000.00 EUR")]), flat("10%", "b")],
    months(99),
    ["2026-01 444.44", "2026-01 355.56"],
    caps=[{**cap("month", "10%"), "of": {"all_charges": "contracted"}}],
)
# 240.00, 1,600.00 cut to 400.00, and 320.00 share 640.00
case(
    "a cap of each outage stands before that of the month",
    remedy(
        {"per_step": "2%"},
        for_each="outage",
        quantity={"of": "duration", "step": "1h", "count": "prorata"},
        caps=[cap("outage", "5%"), cap("month", "8%")],
    ),
    ["availability 2026-01 outages A 90min, B 10h, C 2h"],
    ["2026-01 160.00", "2026-01 266.67", "2026-01 213.33"],
)

# --- quantities -----------------------------------------------------------------------------------

# 0.15 points are within the band; 0.25 are 0.05 beyond it, half a step of 1 %; a point is the most
case(
    "a band, and the most that counts",
    remedy(
        {"per_step": "1%"},
        trigger={"deadband": "0.2pp"},
        quantity={"of": "shortfall", "step": "0.1pp", "count": "prorata", "at_most": "1pp"},
    ),
    months("99.35", "99.25", "90"),
    ["2026-02 40.00", "2026-03 800.00"],
)
# beyond the first hour 10 %, and 5 % for each begun one; no more than three hours count
case(
    "a first rate, further ones, and an end",
    remedy(
        {"first": "10%", "then": "5%"},
        for_each="outage",
        quantity={
            "of": "duration",
            "from": "1h",
            "step": "1h",
            "count": "commenced",
            "at_most": "3h",
        },
    ),
    ["availability 2026-01 outages A 1h, B 1h 1s, C 2h 1s, D 9h"],
    ["2026-01 1200.00", "2026-01 1600.00", "2026-01 2000.00"],
)
# 24 hours are 24 %; a second more costs the month
case(
    "more than a day forfeits the month",
    remedy(
        {"per_step": "1%", "forfeits_over": "24h"},
        quantity={"of": "duration", "step": "1h", "count": "prorata"},
    ),
    ["availability 2026-01 down 24h", "availability 2026-02 down 24h 1s"],
    ["2026-01 1920.00", "2026-02 8000.00"],
)
# beyond the band of 0.1 points: a begun step of 0.1, none, two for the met side, and three at most
case(
    "the same on both sides, with a band and an end",
    remedy(
        {"symmetric": {"per_step": "100.00 EUR", "deadband": "0.1pp"}},
        nature="penalty",
        quantity={"step": "0.1pp", "count": "commenced", "at_most": "0.3pp"},
    ),
    months("99.35", "99.4", "99.75", "90", "100"),
    ["2026-01 100.00", "2026-03 -200.00", "2026-04 300.00", "2026-05 -300.00"],
)

# --- partial months, bases, currencies ------------------------------------------------------------

HALF = {"from": "2026-04-16", "through": "2026-12-31", **TERM}
# half of April is 4,000.00: 10 % of it; of 50 % the cap of 25 % leaves 1,000.00
case("half a month", flat("10%"), ["availability 2026-04 99%"], ["2026-04 400.00"], effective=HALF)
case(
    "half a month under a cap of the month",
    flat("50%", caps=[cap("month", "25%")]),
    ["availability 2026-04 99%"],
    ["2026-04 1000.00"],
    effective=HALF,
)
# three days cost what they cost in a whole month: 3 of 30 at 8,000.00
case(
    "days of service in half a month",
    flat("3 service days"),
    ["availability 2026-04 99%"],
    ["2026-04 800.00"],
    effective=HALF,
)
# a twelfth of 100,000.00, and 10 % of it
case(
    "a yearly charge in a month",
    flat("10%"),
    months(99),
    ["2026-01 833.33"],
    services=charge("100000.00", "year"),
)
# 10 % of what January cost
case(
    "the charge of the window before",
    flat("10%", base={"previous_window": CHARGE}),
    ["availability 2026-02 99%"],
    ["2026-02 50.00"],
    {"charges": charges("2026-01 cloud-platform 500.00", "2026-02 cloud-platform 900.00")},
    services=[{"service": "cloud-platform", "charge": {"source": "platform-outages"}}],
)
# yen have no decimals: 100.5 is 101, or 100 to the even one
case(
    "yen, half up",
    flat("10%"),
    months(99),
    ["2026-01 101"],
    currency="JPY",
    services=charge("1005", currency="JPY"),
)
case(
    "yen, half even",
    flat("10%", rounding={"mode": "half_even", "at": "line"}),
    months(99),
    ["2026-01 100"],
    currency="JPY",
    services=charge("1005", currency="JPY"),
)

# --- earned back, minimum, together ---------------------------------------------------------------

# (99 + 10 x 99.6 + 99) / 12 is exactly 99.5: half of what two cut months paid
case(
    "a year that just reaches its mean",
    flat(
        "10%",
        caps=[cap("month", "500.00 EUR")],
        earn_back={"when": {"mean": "99.5%", "over": "contract_year"}, "returns": "50%"},
    ),
    months(99, *["99.6"] * 10, 99),
    ["2026-01 500.00", "2026-12 500.00", "2026-12 -500.00"],
)
# one millionth less, and nothing comes back
case(
    "a year that just misses its mean",
    flat(
        "10%",
        caps=[cap("month", "500.00 EUR")],
        earn_back={"when": {"mean": "99.5%", "over": "contract_year"}, "returns": "50%"},
    ),
    months(99, *["99.6"] * 9, "99.599999", 99),
    ["2026-01 500.00", "2026-12 500.00"],
)
# exactly 1.00 is not more than 1.00
case(
    "the minimum of a line",
    [
        flat("1.00 EUR", "a", minimum_payable={"more_than": "1.00 EUR", "of": "line"}),
        flat("1.01 EUR", "b", minimum_payable={"more_than": "1.00 EUR", "of": "line"}),
    ],
    months(99),
    ["2026-01 0.00", "2026-01 1.01"],
)
# 5 % are 400.00, less than 500.00
case(
    "of a percentage and an amount the higher",
    [
        flat("5%", "a", combine={"group": "g", "per": "window", "take": "highest"}),
        flat("500.00 EUR", "b", combine={"group": "g", "per": "window", "take": "highest"}),
    ],
    months(99),
    ["2026-01 0.00", "2026-01 500.00"],
)


@pytest.fixture(scope="module")
def folder():
    """The documents of the gallery's agreement on full percentage points."""
    return load_book(FOLDER)


@pytest.mark.parametrize(("remedies", "rows", "expected", "known", "sections"), CASES)
def test_terms_that_meet_come_to_the_amounts_of_their_words(
    folder, remedies, rows, expected, known, sections
):
    """All lines, also those of nothing, by window and remedy."""
    plain = unstructure(next(iter(folder.of(Agreement))))
    [target] = plain["targets"]
    contract = {
        **plain,
        "remedies": remedies,
        "targets": [{**target, "remedies": [each["id"] for each in remedies]}],
        **sections,
    }
    others = [
        unstructure(each)
        for kind in (DataSource, Parties, ServiceCatalogue)
        for each in folder.of(kind)
    ]
    whole = book_of(contract, *others).agreement(plain["id"])
    statement = settle(whole, figures(whole, *rows), **known)

    assert expected == [f"{line.window.name} {line.amount}" for line in statement.lines]
