"""`slaspec import bands`: a printed table becomes a ladder that pays what it says, or is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.cli import run
from slaspec.errors import LocatedError, UsageError
from slaspec.language.model.remedy import Rung
from slaspec.language.quantities import Amount
from slaspec.remedies.bands.band import ENDLESS
from slaspec.remedies.bands.printed import Reading, Unreadable, read_ends, read_range
from slaspec.remedies.ladder import reached
from slaspec.use_cases.import_bands import Printed, import_bands

PERCENT = Reading("%")
SHARES = Printed(unit="%", pays_unit="%")


def ends(found):
    """Both ends, each with whether the value itself belongs to the row; None where open."""
    low = (str(found.low.value), not found.low.after)
    high = None if found.high == ENDLESS else (str(found.high.value), found.high.after)
    return low, high


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("93-95", ("93", True), ("95", True)),
        ("95 – 93", ("93", True), ("95", True)),
        ("93 % to 95 %", ("93", True), ("95", True)),
        ("93..95", ("93", True), ("95", True)),
        ("from 93 to 95", ("93", True), ("95", True)),
        ("between 93% and 95%", ("93", True), ("95", True)),
        ("< 95 and >= 93", ("93", True), ("95", False)),
        (">93.0% to <=95%", ("93", False), ("95", True)),
        ("93 to < 95", ("93", True), ("95", False)),
        ("93 <= x < 95", ("93", True), ("95", False)),
        ("95 > uptime ≥ 93", ("93", True), ("95", False)),
        ("95 >= 93", ("93", True), ("95", True)),
        ("at least 93 but less than 95", ("93", True), ("95", False)),
        ("below 95", ("0", True), ("95", False)),
        ("up to 95", ("0", True), ("95", True)),
        ("95 or less", ("0", True), ("95", True)),
        ("equal to or less than 95", ("0", True), ("95", True)),
        ("more than 95", ("95", False), None),
        ("95+", ("95", True), None),
        ("95 and above", ("95", True), None),
        ("95", ("95", True), ("95", True)),
        ("exactly 95", ("95", True), ("95", True)),
        ("0:30-3:59:59", ("1800", True), ("14399", True)),
        ("< 3h 39min", ("0", True), ("13140", False)),
    ],
)
def test_the_printed_forms(cell, low, high):
    """An end without a sign belongs to its row; words and signs say otherwise."""
    assert (low, high) == ends(read_range(cell, PERCENT))


def test_a_decimal_comma_is_only_read_where_it_is_said():
    """`99,70 >= 99,50` of a Czech table; without the option the comma is nobody's guess."""
    comma = Reading("%", decimal_comma=True)

    assert (("199/2", True), ("997/10", True)) == ends(read_range("99,70 >= 99,50", comma))
    with pytest.raises(Unreadable, match="say --decimal-comma if that is what the comma is"):
        read_range("99,70 >= 99,50", PERCENT)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("good", "is no range; write it like"),
        ("", "is no range"),
        ("93 > 95", "nobody can say which end belongs to '93 > 95'"),
        ("> 95 and < 93", "no value lies between"),
        ("> 95 and > 93", "bound the same side"),
        ("4h-95%", "the ends are in two units"),
        ("9e9-1", "is no"),
        ("nan", "is no range"),
        ("9" * 99, "is no figure"),
    ],
)
def test_what_nobody_can_read(cell, message):
    """One sentence for every cell that is no range."""
    with pytest.raises(Unreadable, match=message):
        read_range(cell, PERCENT)


def test_two_cells():
    """An empty one is open; both empty claim every value."""
    assert (("93", True), None) == ends(read_ends("93", "", PERCENT))
    assert (("93", False), ("95", False)) == ends(read_ends("> 93", "below 95", PERCENT))
    with pytest.raises(Unreadable, match="without ends claims every value"):
        read_ends(" ", "", PERCENT)


@pytest.fixture
def imported(tmp_path):
    """What becomes of a table, given as text."""

    def read(text, printed=SHARES):
        file = tmp_path / "bands.csv"
        file.write_text(text, "utf-8")
        return import_bands(file, printed)

    return read


def test_a_table_without_faults_is_a_ladder(imported):
    """AWS: three ranges, in any order of rows; the mild edge of each is a rung."""
    found = imported("from,to,pays\n,< 95.0,100\n99.0,< 99.99,10\n95.0,< 99.0,30\n")

    assert () == found.faults
    assert [("below", "99.99%", "10%"), ("below", "99%", "30%"), ("below", "95%", "100%")] == list(
        found.ladders.credit
    )


def test_cumulative_rows_are_read_as_a_ladder_reads_them(imported):
    """MongoDB: below 99 % 25 %, below 95 % 100 %: the most severe row alone."""
    found = imported("range,pays\n< 95.0,100\n< 99.0,25\n")

    assert found.table.cumulative
    assert [("below", "99%", "25%"), ("below", "95%", "100%")] == list(found.ladders.credit)


def test_neutral_rows_and_equal_rows_make_no_rung(imported):
    """Nothing from 99 % on; two rows of 5 % are one rung."""
    found = imported("range,pays\n>= 99,none\n98 to < 99,5\n97 to < 98,5\n< 97,10\n")

    assert [("below", "99%", "5%"), ("below", "97%", "10%")] == list(found.ladders.credit)


def test_a_table_of_durations_goes_up(imported):
    """Above 4 h 10 %, above 8 h 20 %: what is longer is worse."""
    found = imported("range,pays\nup to 4h,0\n> 4h and <= 8h,10\nabove 8h,20\n")

    assert [("above", "4h", "10%"), ("above", "8h", "20%")] == list(found.ladders.credit)


def test_amounts_below_zero_are_a_ladder_for_a_bonus(imported):
    """San Diego MTS repaired: a bonus from 85 % on, a deduction below 84 %."""
    found = imported(
        "range,pays\n>= 85,-2500.00 USD\n84 to < 85,0\n< 84,7500.00 USD\n", Printed(unit="%")
    )

    assert [("below", "84%", "7500.00 USD")] == list(found.ladders.credit)
    assert [("at_or_above", "85%", "2500.00 USD")] == list(found.ladders.bonus)


def test_places_close_the_holes_between_printed_figures(imported):
    """At two decimals nothing lies between 98.99 and 99.00; without them everything does."""
    table = "range,pays\n99.00-100,0\n98.00-98.99,5\n0-97.99,10\n"

    assert {"CR001"} == {fault.id for fault in imported(table).faults}
    found = imported(table, Printed(unit="%", pays_unit="%", places=2))
    assert [("below", "99.00%", "5%"), ("below", "98.00%", "10%")] == list(found.ladders.credit)


@pytest.mark.parametrize(
    ("table", "id", "says", "line"),
    [
        ("<= 99.9 and > 99.0,10\n< 99.0,25\n", "CR001", "exactly 99% is not assigned", 3),
        ("98 to 99,5\n97 to 98,9\n< 97,12\n", "CR002", "exactly 98% is claimed twice", 3),
        ("99 to < 100,25\n< 99,10\n", "CR005", "the worst values have no row", 2),
        ("98 to < 99,5\n97 to < 98,3\n< 97,10\n", "CR004", "worse service pays less", 3),
        ("98 to < 99,5\n97 to < 98,9\n", "CR005", "below 97%, beyond line 3", 3),
        (">= 99,5\n< 99,10\n", "CR006", "pays where nothing is wrong at all", 2),
    ],
)
def test_faults_are_told_with_their_rows(imported, table, id, says, line):
    """Each ambiguity by its id, its values and the line of the later row."""
    found = imported("range,pays\n" + table)

    told = [(fault.line, fault.sentence) for fault in found.faults if fault.id == id]
    assert any(at == line and says in sentence for at, sentence in told), found.faults
    assert found.ladders is None


def test_the_objective_tells_which_values_are_worse(imported):
    """Of 99.9 % every row is a miss: the lower ones pay less for worse service."""
    table = "range,pays\n99 to < 99.9,25\n98 to < 99,10\n< 98,5\n"
    found = imported(table, Printed(unit="%", pays_unit="%", objective="99.9%"))

    assert [("CR004", 3), ("CR004", 4)] == [(fault.id, fault.line) for fault in found.faults]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "these are not the columns of a range table"),
        ("range,amount\n95,1\n", "these are not the columns of a range table"),
        ("range,pays\n", "the table has no rows"),
        ("range,pays\n95\n", "this row has 1 cells, and there are 2 columns"),
        ("range,pays\n< 95,much\n", "'much' is no figure"),
        ("range,pays\n< 95,5 EUR\n95-100,5%\n", "nobody can say what is more"),
        ("range,pays\n< 95,5%\n4h-8h,6%\n", "the rows before are in %, this one in s"),
        ('range,pays\n"< 95,5%\n', "this is not CSV"),
        ("low,high,low_included,high_included,pays\n1,2,maybe,true,5%\n", "'maybe' does not say"),
    ],
)
def test_a_table_that_cannot_be_read(imported, text, message):
    """One located sentence."""
    with pytest.raises(LocatedError, match=message):
        imported(text, Printed(unit="%"))


def test_an_amount_without_a_unit_is_asked_for(imported):
    """5 of what?"""
    with pytest.raises(LocatedError, match="it pays 5, but 5 of what"):
        imported("range,pays\n< 95,5\n", Printed(unit="%"))


def test_included_ends_in_columns_of_their_own(imported):
    """`low_included` and `high_included` say what signs would."""
    found = imported(
        "low,high,low_included,high_included,pays\n95,99,true,false,5\n,95,,false,10\n"
    )

    assert [("below", "99%", "5%"), ("below", "95%", "10%")] == list(found.ladders.credit)


def test_options_that_make_no_sense(imported, tmp_path):
    """Decimals beyond six, an objective in another unit, a file that is not there."""
    for printed, message in (
        (Printed(unit="%", places=9), "0 to 6 decimals"),
        (Printed(unit="%", objective="4h"), "not in the unit of the ranges"),
    ):
        with pytest.raises(UsageError, match=message):
            imported("range,pays\n< 95%,5%\n", printed)
    with pytest.raises(UsageError, match="cannot be read"):
        import_bands(tmp_path / "nothing.csv", SHARES)


def test_the_command_prints_the_terms_of_a_remedy(tmp_path, capsys):
    """YAML on stdout and 0; what is wrong, no ladder, and 1; a usage error is 2."""
    file = tmp_path / "bands.csv"
    file.write_text("range;pays\n99,0 to < 99,9;10\n< 99,0;25\n", "utf-8")
    options = ["--unit", "%", "--pays-unit", "%", "--decimal-comma"]

    assert 0 == run(["import", "bands", str(file), *options])
    assert (
        "rate:\n  ladder:\n    - {below: 99.9%, pays: 10%}\n    - {below: 99%, pays: 25%}\n"
        "  over: measured\n"
    ) == capsys.readouterr().out
    file.write_text("range;pays\n99,0 to < 99,9;10\n< 98,0;25\n", "utf-8")
    assert 1 == run(["import", "bands", str(file), *options])
    assert f"{file}:3:1: CR001 from 98% and below 99% is not assigned" in capsys.readouterr().out
    assert 2 == run(["import", "bands", str(file)])


EDGES = st.lists(st.integers(1, 9999), min_size=1, max_size=6, unique=True)


@given(EDGES, st.lists(st.booleans(), min_size=6, max_size=6), st.integers(0, 10**6))
def test_a_ladder_pays_what_its_table_says(tmp_path_factory, edges, inclusive, at):
    """A table made of any edges, read back: at every value its row and the ladder pay the same."""
    edges = sorted(edges, reverse=True)
    shown = [f"{edge // 100}.{edge % 100:02}" for edge in edges]
    rows, above = [], ">= " if not inclusive[0] else "> "
    rows.append(f"{above}{shown[0]},0%")
    for number, text in enumerate(shown):
        high = f"{'<=' if inclusive[number] else '<'} {text}"
        last = number + 1 == len(shown)
        low = "" if last else f" and {'>' if inclusive[number + 1] else '>='} {shown[number + 1]}"
        rows.append(f"{high}{low},{number + 1}%")
    file = tmp_path_factory.mktemp("bands") / "bands.csv"
    file.write_text("range,pays\n" + "\n".join(rows) + "\n", "utf-8")

    found = import_bands(file, Printed(unit="%"))

    assert () == found.faults
    rungs = [
        Rung(**{rung.key: Amount(rung.threshold)}, pays=Amount(rung.pays))
        for rung in found.ladders.credit
    ]
    value = Fraction(at, 10**4)
    matching = [
        number + 1
        for number, edge in enumerate(edges)
        if value < Fraction(edge, 100) or (inclusive[number] and value == Fraction(edge, 100))
    ]
    position = reached(rungs, value, best=False)
    paid = 0 if position is None else int(rungs[position].pays.value)
    assert max(matching, default=0) == paid
