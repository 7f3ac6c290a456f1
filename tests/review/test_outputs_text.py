"""A review in a terminal: everything, the verdict first, and nothing in it acts."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.report.review_regions import interval
from slaspec.report.review_text import text
from slaspec.report.tables import table
from slaspec.review.review import Flip
from tests.faces.outputs import HOSTILE, TEXTS
from tests.faces.test_escaping import acts
from tests.review.reviews import (
    backing,
    change,
    empty,
    golden,
    impact,
    paired,
    region,
    replayed,
    review,
    rich,
    simulated,
    with_text,
)


def lines(of):
    """The lines of a text without the spaces between columns."""
    return [" ".join(line.split()) for line in text(of).splitlines()]


def test_the_text_of_a_rich_review():
    """The whole text, as a reader at a terminal has it."""
    golden("rich.txt", text(rich()))


def test_nothing_changed_is_one_line():
    """No table, no heading."""
    golden("empty.txt", text(empty()))
    assert "✓ Nothing of meaning changed.\n" == text(empty())


def test_the_verdict_is_painted_by_its_role():
    """Colour says what shape and word say already."""
    painted = text(rich(), lambda words, role: f"<{role}>{words}")

    assert painted.startswith("<error>✗ needs 3 decisions\n")


@settings(deadline=None, max_examples=25)
@given(TEXTS)
def test_no_text_of_a_contract_acts(hostile):
    """No control, no direction, no command of a build log, whatever a contract says."""
    assert not any(acts(line) for line in text(with_text(hostile)).split("\n"))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_every_hostile_text_is_inert(hostile):
    """Each of the known attempts."""
    assert not any(acts(line) for line in text(with_text(hostile)).split("\n"))


@pytest.mark.parametrize(
    ("change_of", "words"),
    [
        ({}, "from 99.9% to below 99.95%"),
        ({"low": None}, "up to below 99.95%"),
        ({"low": None, "high_included": True}, "up to 99.95%"),
        ({"high": None}, "from 99.9%"),
        ({"high": None, "low_included": False}, "above 99.9%"),
        ({"low": None, "high": None}, "any value"),
        ({"high": Fraction(999, 10)}, "exactly 99.9%"),
        ({"unit": "s", "low": Fraction(14400), "high": Fraction(18000)}, "from 4h to below 5h"),
        ({"unit": "s", "low": Fraction(1, 2), "high": None}, "from 0.5s"),
        ({"unit": "cases", "low": Fraction(1, 3), "high": None}, "from 1/3 cases"),
        ({"low": Fraction(-1), "high": None}, "from -1%"),
    ],
)
def test_a_range_of_values_is_exact(change_of, words):
    """The ends as they are, never rounded, and whether they belong to it."""
    assert words == interval(region(**change_of))


def test_a_range_that_cannot_be_told_says_why():
    """Another metric: single values of before and after do not compare."""
    told = region(low=None, high=None, before="", after="", exact=False, why="another stop event")

    assert (
        "- acme#availability (verdict), cannot be told for single values: another stop event"
        in lines(review(regions=(told,), changes=(change(),)))
    )


def test_of_a_change_of_meaning_the_values_are_not_all():
    """What is computed is shown, with the reason why there is more."""
    told = region(exact=False, why="the pauses are others")

    assert (
        "- acme#availability (verdict), from 99.9% to below 99.95%: met before, missed after;"
        " this is not all of it: the pauses are others"
    ) in lines(review(regions=(told,), changes=(change(),)))


def test_a_text_that_begins_later_says_when():
    """With the word for what is not signed by all."""
    later = change(effective=date(2027, 1, 1), draft=True)

    shown = text(review(changes=(later,), backing=(backing(effective=date(2027, 1, 1)),)))

    assert "from 2027-01-01" in " ".join(shown.split())
    assert "(draft)" in " ".join(shown.split())


def test_slack_is_told_before_and_after():
    """More or less in hand, in the unit of the proof."""
    moved = [
        backing(effect="slack", slack_before=Fraction(3600), slack_after=Fraction(1800)),
        backing(effect="slack", unit="%", target="a", slack_before=Fraction(1, 100)),
        backing(effect="slack", unit="records", target="b", slack_after=Fraction(5)),
    ]
    moved[1] = backing(
        effect="slack",
        unit="%",
        target="a",
        slack_before=Fraction(1, 100),
        slack_after=Fraction(-1, 200),
    )
    moved[2] = backing(
        effect="slack",
        unit="records",
        target="b",
        slack_before=Fraction(1),
        slack_after=Fraction(5),
    )

    shown = " ".join(text(review(backing=tuple(moved))).split())

    for words in ("1h → 30min in hand", "1.00% → -0.50% in hand", "1 record → 5 records in hand"):
        assert f"✓ backed, {words}" in shown


def test_no_record_exercises_the_change():
    """Figures without a difference say so, for each kind of stream."""
    same = (paired(["0.00"] * 12, ["0.00"] * 12),)
    told = review(
        changes=(change(),),
        impacts=(
            impact(
                streams=(
                    simulated(rows=same, exercised=False),
                    replayed(rows=same, exercised=False, flips=()),
                )
            ),
        ),
    )

    assert "- No simulated record exercises this change." in lines(told)
    assert "- No record of the replay exercises this change." in lines(told)
    assert "- There are no amounts to be compared on these records." in lines(told)


def test_an_exact_nothing_is_unchanged():
    """A difference of zero has no sign and no error."""
    same = (paired(["0.00", "5.00"], ["0.00", "5.00"], error=Decimal(0)),)
    told = review(changes=(change(),), impacts=(impact(streams=(simulated(rows=same),)),))

    assert "expected 2.50 EUR 2.50 EUR unchanged" in lines(told)
    assert "any at all 50.0% 50.0% unchanged" in lines(told)


def test_the_replay_alone_has_no_brackets():
    """Where there is no profile, the history is what is shown."""
    told = review(changes=(change(),), impacts=(impact(streams=(replayed(),)),))

    assert "expected 500.00 EUR 833.33 EUR +333.33 EUR" in lines(told)
    assert any("on the replay of tickets-2026.csv (2025-11 to 2026-10)" in x for x in lines(told))


def test_windows_that_are_over_are_named_first():
    """A change that reaches back is said with its amount; the windows are listed."""
    flip = Flip(
        target="resolution", objective="P1", window="2026-09", before="met", after="missed",
        records=("INC-1",), more=3,
    )  # fmt: skip
    told = review(
        changes=(change(),),
        impacts=(impact(closed=(flip,), closed_difference=Decimal("2000.00")),),
    )

    assert (
        "- ⚠ 1 window that ended before the day of this review would be settled otherwise:"
        " +2,000.00 EUR." in lines(told)
    )
    assert "closed window 2026-09 acme#resolution/P1 met missed INC-1, 3 more" in lines(told)


def test_what_is_not_known_is_said():
    """No limit, no recovery that anybody can tell, and no stream."""
    told = review(
        changes=(change(),),
        impacts=(
            impact(
                maximum_after=None,
                uncovered_after={"resolution/P1": None},
                why=("the charge is not known",),
                not_computed=("no profile",),
            ),
        ),
    )

    assert "at most, in a contract year 72,000.00 EUR no known limit –" in lines(told)
    assert (
        "- No supplier returns, of the most in one window, for resolution/P1:"
        " 1,500.00 EUR before, what nobody can tell after." in lines(told)
    )
    assert "- The most in a contract year: the charge is not known" in lines(told)
    assert "- no profile" in lines(told)


def test_a_currency_has_its_own_decimals():
    """Yen have none; a code that ISO 4217 does not know is left away."""
    rows = (paired(["0"] * 2 + ["1000"], ["0"] * 2 + ["2000"]),)
    yen, odd = (
        review(impacts=(impact(currency=code, streams=(simulated(rows=rows),)),))
        for code in ("JPY", "@me")
    )

    assert "expected 333 JPY 667 JPY +333 JPY" in lines(yen)
    assert "expected 333.33 666.67 +333.33" in lines(odd)
    assert "@me" not in text(odd)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(*[st.text("abc #/", max_size=n) for n in (3, 130, 40, 90)]),
        min_size=1,
        max_size=4,
    ),
    st.integers(0, 3),
)
def test_a_table_loses_nothing(rows, whole):
    """Cells are folded, never cut: every character of every cell is there."""
    shown = table(("", "What", "Before", "After"), rows, whole=(whole,))

    def letters(text):
        return sorted(text.replace(" ", "").replace("\n", ""))

    assert letters("WhatBeforeAfter" + "".join("".join(row) for row in rows)) == letters(shown)
    assert all(len(line) <= 120 for line in shown.splitlines())


def test_a_short_text_leaves_out_what_is_folded():
    """For a demonstration: verdict, changes, money, values and gates."""
    short = text(rich(), whole=False)

    assert "\nGates\n" in short
    assert "What stands behind the promises" not in short
    assert text(rich()).startswith(short.rstrip("\n"))
