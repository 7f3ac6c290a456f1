"""
Range tables as their sources print them: each is refused, with the values that have no answer.

The tables stand in `tests/remedies/printed`. Where a source prints more rows than were read, the
others are assumed, and no test is about them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from slaspec.errors import LocatedError
from slaspec.use_cases.import_bands import Printed, import_bands

TABLES = Path(__file__).with_name("printed")
SHARES = Printed(unit="%")

# the file without .csv; what its text says beside it; the ids with the values that they are about
FAULTS = [
    # GitHub Enterprise: above 99.0 % 10 %, below 99.0 % 25 %; at least 99.9 % is promised
    ("github-quarter", SHARES, [("CR001", "exactly 99%")]),
    (
        "github-quarter",
        Printed(unit="%", objective="99.9%"),
        [("CR006", "objective of 99.9% is met"), ("CR001", "exactly 99%")],
    ),
    # San Diego MTS, TCRP table E-1: values are printed with two places
    ("mts-on-time", Printed(unit="%", places=2), [("CR001", "exactly 80.99%")]),
    (
        "mts-on-time",
        SHARES,
        [
            ("CR001", "above 87.99% and below 88%"),
            ("CR001", "above 85.99% and below 86%"),
            ("CR001", "above 84.99% and below 85%"),
            ("CR001", "above 83.99% and below 84%"),
            ("CR001", "from 80.99% and below 81%"),
        ],
    ),
    # San Diego MTS, TCRP table E-3: neutral and 5,000 at once, and a hole below the best row
    (
        "mts-trips",
        Printed(unit="%", places=3),
        [
            ("CR001", "from 99.951% and below 99.960%"),
            ("CR002", "from 99.720% and below 99.730%"),
        ],
    ),
    # Volico: 06:00 stands where 16:00 was meant, and an outage of no time pays
    (
        "volico-outage",
        Printed(places=0),
        [
            ("CR006", "0:00:00-3:59:59"),
            ("CR002", "from 6h and below 8h"),
            ("CR002", "from 8h and below 12h"),
            ("CR002", "from 12h and below 16h"),
            ("CR004", "worse service pays less"),
        ],
    ),
    # Infraon: 240-360 and 360-600 minutes share an edge
    ("infraon-penalty", Printed(unit="min"), [("CR002", "exactly 4h"), ("CR002", "exactly 6h")]),
    # TELUS, wavelength: a full point between the last two rows
    ("telus-wavelength", Printed(unit="%", places=2), [("CR001", "from 96.89% and below 97.90%")]),
    # TELUS, contact centre: what do 7 or 12 points pay?
    (
        "telus-points",
        Printed(unit="points"),
        [
            ("CR001", "above 5 points and below 10 points"),
            ("CR001", "above 10 points and below 15 points"),
        ],
    ),
    # UK Model Services Contract: 98.0 to 98.9 %, and 99 % is promised
    (
        "msa-severity",
        SHARES,
        [
            ("CR001", "above 98.9% and below 99%"),
            ("CR001", "above 97.9% and below 98%"),
            ("CR001", "above 96.9% and below 97%"),
        ],
    ),
    # a German clause: 1 to 1.99 and 2 to 4 points of shortfall
    ("german-steps", Printed(unit="pp"), [("CR001", "above 1.99pp and below 2pp")]),
    # fermalen: holes at 99.0 and 95.0 %
    ("fermalen", SHARES, [("CR001", "exactly 99%"), ("CR001", "exactly 95%")]),
    # an Australian host (as crucial.com.au): the table ends at 21h 54min
    ("mediacloud-hours", Printed(), [("CR005", "from 21h 54min")]),
    # websi.cz: rows like '99,70 >= 99,50' share their edges
    (
        "websi-start",
        Printed(unit="%", decimal_comma=True),
        [("CR002", f"exactly {edge}%") for edge in ("99.7", "99.5", "99.2", "99", "98.5")],
    ),
    # the test document of a retrieval system, clause 4.2: 99.3 pays 25 %, 98.9 pays 10 %
    (
        "retrieval-test",
        SHARES,
        [("CR002", "exactly 99.5%"), ("CR004", "nobody can say which values are worse")],
    ),
    # a host: 99.99 % is guaranteed, and 99.99 to 99.90 % pays
    (
        "voltserv",
        Printed(unit="%", places=2, objective="99.99%"),
        [("CR006", "objective of 99.99% is met")],
    ),
]


@pytest.mark.parametrize(("table", "printed", "expected"), FAULTS)
def test_a_table_as_printed_is_refused_with_the_values_that_it_leaves_open(
    table, printed, expected
):
    """Each fault bears the id of its ambiguity and names the values, and there is no ladder."""
    found = import_bands(TABLES / f"{table}.csv", printed)

    assert found.ladders is None
    assert [id for id, _ in expected] == [fault.id for fault in found.faults]
    for (_, values), fault in zip(expected, found.faults, strict=True):
        assert values in fault.sentence


def test_every_printed_table_is_tried():
    """No table lies here for nothing."""
    assert {path.stem for path in TABLES.glob("*.csv")} == {table for table, _, _ in FAULTS}


@pytest.mark.parametrize(
    ("table", "printed", "replaced", "credit", "bonus"),
    [
        (
            "mts-on-time",
            Printed(unit="%", places=2),
            ("below 80.99", "below 81.0"),
            [("below", "84.00%", "7500.00 USD"), ("below", "81.00%", "10000.00 USD")],
            [
                ("at_or_above", "85.00%", "2500.00 USD"),
                ("at_or_above", "86.00%", "5000.00 USD"),
                ("at_or_above", "88.00%", "7500.00 USD"),
            ],
        ),
        (
            "github-quarter",
            SHARES,
            ("<= 99.9 and > 99.0", "<= 99.9 and >= 99.0"),
            [("at_or_below", "99.9%", "10%"), ("below", "99%", "25%")],
            [],
        ),
    ],
)
def test_a_repaired_table_is_the_ladder_of_the_gallery(
    tmp_path, table, printed, replaced, credit, bonus
):
    """With its one wrong row put right, the table gives the rungs that the gallery has."""
    repaired = tmp_path / "repaired.csv"
    repaired.write_text((TABLES / f"{table}.csv").read_text().replace(*replaced))
    ladders = import_bands(repaired, printed).ladders

    assert ladders is not None
    assert [tuple(rung) for rung in ladders.credit] == credit
    assert [tuple(rung) for rung in ladders.bonus] == bonus


def test_a_hostile_cell_is_refused_at_once(tmp_path):
    """Letters behind a figure, thousands of them, are read once and not in every way."""
    table = tmp_path / "hostile.csv"
    table.write_text(f"range,pays\n1{'a' * 5000}!,10%\n")

    with pytest.raises(LocatedError, match="is no range"):
        import_bands(table, SHARES)
