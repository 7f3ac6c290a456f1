"""What the rules of changes say of remedies, caps and charges, beyond the examples of the pages."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.language.model.remedy import Rung
from slaspec.language.quantities import Amount
from slaspec.remedies.ladder import reached
from slaspec.review.changes.rates import ladder_order
from tests.review.fragments import compared, told

FLAT = "rate: {flat: 5%}"
LADDER = "rate: {ladder: [%s], over: measured}"
RESOLUTION = """
targets:
  - id: resolution
    service: service-desk
    metric: resolution-time
    objective: {share: 90%, within: 5h, hours: 24x7}
"""


def remedy(terms: str, base: str = "{charge: service-desk}") -> str:
    return f"remedies:\n  - {{id: desk-credit, for_each: window, base: {base}, {terms}}}\n"


def bonus(terms: str) -> str:
    return remedy(f"nature: bonus, {terms}")


def ladder(*rungs: str) -> str:
    return LADDER % ", ".join(f"{{{rung}}}" for rung in rungs)


# --- rates ---------------------------------------------------------------------------------------

RATES = [
    ("a higher flat rate", FLAT, "rate: {flat: 7%}", "tightened"),
    (
        "a rung that pays more",
        ladder("below: 90%, pays: 5%"),
        ladder("below: 90%, pays: 6%"),
        "tightened",
    ),
    (
        "a rung between two others",
        ladder("below: 99%, pays: 5%", "below: 95%, pays: 20%"),
        ladder("below: 99%, pays: 5%", "below: 97%, pays: 10%", "below: 95%, pays: 20%"),
        "tightened",
    ),
    (
        "a rung that ends at its threshold: at 90% it paid 5% and pays nothing",
        ladder("at_or_below: 90%, pays: 5%"),
        ladder("below: 90%, pays: 5%"),
        "loosened",
    ),
    (
        "less for a small miss and more for a large one",
        ladder("below: 99%, pays: 5%", "below: 95%, pays: 10%"),
        ladder("below: 98%, pays: 5%", "below: 95%, pays: 12%"),
        "neutral",
    ),
    (
        "percentages against money: which is more depends on the charge",
        ladder("below: 99%, pays: 5%"),
        ladder("below: 99%, pays: 500.00 EUR"),
        "neutral",
    ),
    (
        "another form",
        "rate: {flat: 50.00 EUR}",
        "rate: {first: 50.00 EUR, then: 20.00 EUR}",
        "neutral",
    ),
    (
        "more for each step",
        "rate: {per_step: 1%}, quantity: {of: shortfall, step: 1pp, count: whole}",
        "rate: {per_step: 2%}, quantity: {of: shortfall, step: 1pp, count: whole}",
        "tightened",
    ),
    (
        "more at first and less then",
        "rate: {first: 50.00 EUR, then: 20.00 EUR}",
        "rate: {first: 60.00 EUR, then: 10.00 EUR}",
        "neutral",
    ),
    (
        "everything is lost sooner",
        "rate: {per_step: 1%, forfeits_over: 15pp}",
        "rate: {per_step: 1%, forfeits_over: 10pp}",
        "tightened",
    ),
    (
        "nothing is forfeited any more",
        "rate: {per_step: 1%, forfeits_over: 15pp}",
        "rate: {per_step: 1%}",
        "loosened",
    ),
    (
        "the lost time, more times over",
        "rate: {lost_time: 1}",
        "rate: {lost_time: 10}",
        "tightened",
    ),
    (
        "the same rate on both sides of the objective",
        "rate: {symmetric: {per_step: 100.00 EUR}}",
        "rate: {symmetric: {per_step: 200.00 EUR}}",
        "neutral",
    ),
    (
        "a day of service is 24 hours",
        "rate: {flat: 1 service day}",
        "rate: {flat: 24 service hours}",
        None,
    ),
    ("ten times is a thousand per cent", "rate: {flat: 10x}", "rate: {flat: 1000%}", None),
    (
        "a rung that is never reached pays nobody",
        ladder("below: 99%, pays: 5%"),
        ladder("below: 95%, pays: 5%", "below: 99%, pays: 5%"),
        None,
    ),
    (
        "what rungs compare is the measured value where nothing is said",
        "rate: {ladder: [{below: 99%, pays: 5%}]}",
        ladder("below: 99%, pays: 5%"),
        None,
    ),
]


@pytest.mark.parametrize(("what", "before", "after", "direction"), RATES, ids=[r[0] for r in RATES])
def test_a_rate_is_compared_at_every_value(
    what: str, before: str, after: str, direction: str | None, tmp_path: Path
) -> None:
    """More is paid where some value pays more and none less; the way of writing is no change."""
    expected = {} if direction is None else {"V312": direction}

    assert expected == told(remedy(before), remedy(after), tmp_path), what


@pytest.mark.parametrize(
    ("rungs", "direction"),
    [
        (("below: 99.9%, pays: 5%", "below: 99.5%, pays: 10%"), "tightened"),
        (("below: 99.5%, pays: 5%",), "loosened"),
        (("below: 99.5%, pays: 10%",), "neutral"),
        (("below: 99.9%, pays: 5%",), None),
    ],
)
def test_a_flat_rate_pays_from_where_the_target_is_missed(
    rungs: tuple[str, ...], direction: str | None, tmp_path: Path
) -> None:
    """The network promises 99.9%, below which 5% are paid flat; against it stands a ladder."""
    texts = (
        f"remedies: [{{id: network-credit, for_each: window, base: {{charge: network}}, {rate}}}]"
        for rate in (FLAT, ladder(*rungs))
    )

    assert ({} if direction is None else {"V312": direction}) == told(*texts, tmp_path)


def test_a_percentage_of_each_record_is_not_compared_with_one_of_the_window(tmp_path: Path) -> None:
    """1 % for each late record may be more than 5 % for the month: nobody can tell."""
    before = remedy("rate: {flat: 5%}")
    after = remedy("rate: {flat: 1%}").replace("for_each: window", "for_each: record")

    assert {"V304": "neutral", "V312": "neutral"} == told(before, after, tmp_path)


def test_more_of_a_bonus_is_less_for_the_customer(tmp_path: Path) -> None:
    """The customer pays a bonus, so a higher one loosens."""
    assert {"V312": "loosened"} == told(
        bonus("rate: {flat: 5%}"), bonus("rate: {flat: 7%}"), tmp_path
    )


def test_of_a_bonus_the_best_rung_counts(tmp_path: Path) -> None:
    """Above 99% both of these pay 10% of a bonus: the last rung alone is no rule for it."""
    before = bonus(ladder("above: 95%, pays: 5%", "above: 99%, pays: 10%"))
    after = bonus(ladder("above: 99%, pays: 10%", "above: 95%, pays: 5%"))

    assert {} == told(before, after, tmp_path)


rungs = st.lists(
    st.tuples(st.sampled_from(("below", "at_or_below")), st.integers(90, 99), st.integers(1, 9)),
    max_size=4,
).map(
    lambda drawn: tuple(
        Rung(pays=Amount(f"{pays}%"), **{key: Amount(f"{limit}%")}) for key, limit, pays in drawn
    )
)


@given(rungs, rungs)
def test_an_order_of_ladders_holds_at_every_value(
    base: tuple[Rung, ...], head: tuple[Rung, ...]
) -> None:
    """Halves of per cents reach every threshold and what lies between any two of them."""

    def paid(rates: tuple[Rung, ...], figure: Fraction) -> Fraction:
        position = reached(rates, figure, best=False)
        return Fraction(0) if position is None else Fraction(rates[position].pays.value)

    values = [Fraction(half, 2) for half in range(2 * 89, 2 * 100 + 1)]
    more = any(paid(head, value) > paid(base, value) for value in values)
    less = any(paid(head, value) < paid(base, value) for value in values)

    assert (None if more and less else int(more) - int(less)) == ladder_order(base, head)


# --- what is paid, and when ----------------------------------------------------------------------

QUANTITY = "rate: {per_step: 1%%}, quantity: {of: %s}"
REPEAT = "rate: {flat: 5%%}, repeat: {%s}"
TERMS = [
    # a trigger
    ("a grace that is taken out", f"{FLAT}, trigger: {{grace: 1h}}", FLAT, {"V306": "tightened"}),
    (
        "60 minutes are an hour",
        f"{FLAT}, trigger: {{grace: 1h}}",
        f"{FLAT}, trigger: {{grace: 60min}}",
        {},
    ),
    (
        "the first failure is paid where nothing is said",
        f"{FLAT}, trigger: {{grace: 1h}}",
        f"{FLAT}, trigger: {{grace: 1h, from_failure: 3}}",
        {"V308": "loosened"},
    ),
    (
        "failures of a longer period come together sooner",
        f"{FLAT}, trigger: {{from_failure: 3, in: rolling 3 months}}",
        f"{FLAT}, trigger: {{from_failure: 3, in: rolling 2 quarters}}",
        {"V308": "tightened"},
    ),
    (
        "a year is twelve months",
        f"{FLAT}, trigger: {{from_failure: 3, in: rolling 12 months}}",
        f"{FLAT}, trigger: {{from_failure: 3, in: rolling 1 year}}",
        {},
    ),
    (
        "a contract year begins anew, twelve months do not",
        f"{FLAT}, trigger: {{from_failure: 3, in: rolling 12 months}}",
        f"{FLAT}, trigger: {{from_failure: 3, in: contract_year}}",
        {"V308": "neutral"},
    ),
    # a quantity
    ("once is what is counted where nothing is said", FLAT, f"{FLAT}, quantity: {{of: flat}}", {}),
    (
        "more counts",
        QUANTITY % "shortfall, at_most: 10pp, step: 1pp, count: whole",
        QUANTITY % "shortfall, at_most: 20pp, step: 1pp, count: whole",
        {"V310": "tightened"},
    ),
    (
        "a limit on what counts where there was none",
        QUANTITY % "shortfall, step: 1pp, count: whole",
        QUANTITY % "shortfall, at_most: 20pp, step: 1pp, count: whole",
        {"V310": "loosened"},
    ),
    (
        "longer steps are fewer",
        QUANTITY % "duration, step: 30min, count: whole",
        QUANTITY % "duration, step: 1h, count: whole",
        {"V311": "loosened"},
    ),
    (
        "whole dates are no hours",
        QUANTITY % "duration, step: 24h, count: commenced",
        QUANTITY % "duration, step: {calendar_days: 1}, count: commenced",
        {"V311": "neutral"},
    ),
    (
        "the exact part of a step is no more than a step begun",
        QUANTITY % "duration, step: 30min, count: commenced",
        QUANTITY % "duration, step: 30min, count: prorata",
        {"V311": "loosened"},
    ),
    # repeats
    ("repeats pay double", FLAT, REPEAT % "when: consecutive, factor: 2", {"V313": "tightened"}),
    ("repeats pay once as any failure does", FLAT, REPEAT % "when: consecutive, factor: 1", {}),
    (
        "a first failure that pays less than before, and a third that pays more",
        FLAT,
        REPEAT % "when: consecutive, ladder: [3%, 5%, 10%]",
        {"V313": "neutral"},
    ),
    (
        "the last rate repeats: 5%, 10%, 10% against 5%, 10%, 15%",
        REPEAT % "when: consecutive, ladder: [5%, 10%]",
        REPEAT % "when: consecutive, ladder: [5%, 10%, 15%]",
        {"V313": "tightened"},
    ),
    (
        "failures in a row end with a window that was met anyway",
        REPEAT % "when: consecutive, factor: 2",
        REPEAT % "when: consecutive, factor: 2, reset: first met window",
        {},
    ),
    (
        "failures of a period that now ends with a window that was met",
        REPEAT % "when: rolling 6 months, factor: 2",
        REPEAT % "when: rolling 6 months, factor: 2, reset: first met window",
        {"V313": "loosened"},
    ),
    # competition, amounts
    (
        "a group that adds everything up is none",
        FLAT,
        f"{FLAT}, combine: {{group: desk, per: window, take: sum}}",
        {},
    ),
    (
        "the customer chooses in place of the highest",
        f"{FLAT}, combine: {{group: desk, per: window, take: highest}}",
        f"{FLAT}, combine: {{group: desk, per: window, take: choice}}",
        {"V315": "neutral"},
    ),
    (
        "a total is no less than a line",
        f"{FLAT}, minimum_payable: {{more_than: 50.00 EUR, of: line}}",
        f"{FLAT}, minimum_payable: {{more_than: 50.00 EUR, of: statement}}",
        {"V320": "tightened"},
    ),
    (
        "a higher minimum of a larger sum",
        f"{FLAT}, minimum_payable: {{more_than: 50.00 EUR, of: line}}",
        f"{FLAT}, minimum_payable: {{more_than: 60.00 EUR, of: statement}}",
        {"V320": "neutral"},
    ),
    (
        "a mean that is harder to reach",
        f"{FLAT}, earn_back: {{when: {{mean: 95%, over: rolling 3 months}}, returns: 50%}}",
        f"{FLAT}, earn_back: {{when: {{mean: 97%, over: rolling 3 months}}, returns: 50%}}",
        {"V321": "tightened"},
    ),
    (
        "minutes may be harder to reach when there are fewer, or more",
        f"{FLAT}, earn_back: {{when: {{mean: 30min, over: rolling 3 months}}, returns: 50%}}",
        f"{FLAT}, earn_back: {{when: {{mean: 20min, over: rolling 3 months}}, returns: 50%}}",
        {"V321": "neutral"},
    ),
    # claims, days, rounding
    (
        "a claim where the credit came by itself",
        f"{FLAT}, claim: {{automatic: true}}",
        f"{FLAT}, claim: {{within: 90 days, from: window_end}}",
        {"V325": "loosened"},
    ),
    (
        "a claim without a closing date",
        f"{FLAT}, claim: {{within: 90 days, from: window_end}}",
        f"{FLAT}, claim: {{automatic: false}}",
        {"V325": "tightened"},
    ),
    (
        "a month may be thirty days, or not",
        f"{FLAT}, claim: {{within: 30 days, from: window_end}}",
        f"{FLAT}, claim: {{within: 1 months, from: window_end}}",
        {"V325": "neutral"},
    ),
    (
        "a lapsed credit uses no cap where nothing is said",
        f"{FLAT}, claim: {{within: 30 days, from: window_end}}",
        f"{FLAT}, claim: {{within: 30 days, from: window_end, lapsed_uses_cap: false}}",
        {},
    ),
    (
        "a lapsed credit uses up the cap",
        f"{FLAT}, claim: {{within: 30 days, from: window_end}}",
        f"{FLAT}, claim: {{within: 30 days, from: window_end, lapsed_uses_cap: true}}",
        {"V325": "loosened"},
    ),
    (
        "thirty days a month against its dates",
        f"{FLAT}, prorate: calendar_days",
        f"{FLAT}, prorate: thirtieths",
        {"V323": "neutral"},
    ),
    (
        "a total that is rounded once",
        f"{FLAT}, rounding: {{mode: up, at: line}}",
        f"{FLAT}, rounding: {{mode: down, at: total}}",
        {"V324": "neutral"},
    ),
    (
        "the charge of merged windows",
        f"{FLAT}, partial_window: {{charge: prorated, counted: active}}",
        f"{FLAT}, partial_window: merged",
        {"V322": "neutral"},
    ),
    ("a penalty is no bonus", f"{FLAT}, nature: penalty", FLAT, {"V305": "neutral"}),
]


@pytest.mark.parametrize(("what", "before", "after", "expected"), TERMS, ids=[t[0] for t in TERMS])
def test_a_term_of_a_remedy(
    what: str, before: str, after: str, expected: dict[str, str], tmp_path: Path
) -> None:
    """Each term goes its way; what means the same in other words is no change."""
    assert expected == told(remedy(before), remedy(after), tmp_path), what


BASES = [
    ("the whole invoice", "{charge: network}", "{all_charges: contracted}", "tightened"),
    ("as invoiced", "{all_charges: contracted}", "{all_charges: invoiced}", "neutral"),
    ("another service", "{charge: network}", "{charge: service-desk}", "neutral"),
    ("three months for one", "{windows: 1}", "{windows: 3}", "tightened"),
    (
        "a larger part at risk",
        "{at_risk: 10%, of: {charge: network}}",
        "{at_risk: 15%, of: {charge: network}}",
        "tightened",
    ),
    (
        "more of one service at risk, less of all",
        "{at_risk: 10%, of: {charge: network}, pool: 50%}",
        "{at_risk: 15%, of: {charge: network}, pool: 40%}",
        "neutral",
    ),
    (
        "the greater of two",
        "{charge: network}",
        "{greater_of: [{charge: network}, {previous_window: {charge: network}}]}",
        "tightened",
    ),
    (
        "one-off charges left out",
        "{service: network}",
        "{service: network, leaves_out: [one_off]}",
        "loosened",
    ),
    (
        "a year of charges",
        "{charge: network}",
        "{charge: network, over: contract_year}",
        "tightened",
    ),
    (
        "a window where nothing is said",
        "{charge: network}",
        "{charge: network, over: window}",
        None,
    ),
]


@pytest.mark.parametrize(("what", "before", "after", "direction"), BASES, ids=[b[0] for b in BASES])
def test_a_base_is_more_whatever_the_charges_are(
    what: str, before: str, after: str, direction: str | None, tmp_path: Path
) -> None:
    """Only what is more for certain has a direction."""
    expected = {} if direction is None else {"V314": direction}

    assert expected == told(remedy(FLAT, before), remedy(FLAT, after), tmp_path), what


# --- remedies of targets -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("[desk-credit]", "[network-credit, desk-credit]", {"V302": "tightened"}),
        ("[desk-credit, network-credit]", "[network-credit, desk-credit]", {}),
        ("[desk-credit]", "[network-credit]", {"V302": "neutral"}),
        ("[desk-credit]", "[{remedy: desk-credit}]", {}),
        ("[desk-credit]", "[{remedy: desk-credit, weight: 1}]", {}),
        ("[desk-credit]", "[{remedy: desk-credit, weight: 2}]", {"V302": "tightened"}),
        (
            "[{remedy: desk-credit, weight: 2}]",
            "[{remedy: desk-credit, weight: 0.5}]",
            {"V303": "loosened"},
        ),
        ("[desk-credit]", "[]", {"V302": "loosened"}),
    ],
)
def test_what_pays_for_a_target(
    before: str, after: str, expected: dict[str, str], tmp_path: Path
) -> None:
    """A remedy more is a promise more; the order of names and a weight of one are nothing."""
    texts = (f"{RESOLUTION}    remedies: {each}\n" for each in (before, after))

    assert expected == told(*texts, tmp_path)


def test_an_empty_list_of_remedies_is_none(tmp_path: Path) -> None:
    """That nothing is paid may be said or not."""
    assert {} == told(RESOLUTION, f"{RESOLUTION}    remedies: []\n", tmp_path)


def test_a_renamed_remedy_is_followed(tmp_path: Path) -> None:
    """A remedy under another id that pays the same is told once, and the target that names it not."""
    texts = [
        f"{RESOLUTION}    remedies: [{id}]\nremedies:\n"
        f"  - {{id: {id}, for_each: window, rate: {{flat: 5%}}, base: {{charge: service-desk}}}}\n"
        for id in ("desk-credit", "late-credit")
    ]
    [change] = compared(*texts, tmp_path)

    assert ("V301", "renamed", "desk-credit", "late-credit") == (
        change.rule,
        change.sort,
        change.before,
        change.after,
    )
    assert not change.material


def test_a_credit_that_becomes_a_bonus_is_loosened(tmp_path: Path) -> None:
    """What was paid by the provider is paid by the customer."""
    assert {"V305": "loosened"} == told(remedy(FLAT), bonus(FLAT), tmp_path)


def test_a_new_bonus_is_less_for_the_customer(tmp_path: Path) -> None:
    """It is a price, not a promise."""
    assert {"V301": "loosened"} == told("remedies: []", bonus(FLAT), tmp_path)


def test_an_answer_that_two_remedies_share_is_one_change(tmp_path: Path) -> None:
    """The rounding of the interpretation, told once, at its own place."""
    texts = (
        f"interpretation:\n  rounding: {{mode: {mode}, at: line}}\n  claim: {{automatic: true}}\n"
        for mode in ("half_up", "down")
    )
    [change] = compared(*texts, tmp_path)

    assert ("V324", "loosened", ("interpretation", "rounding")) == (
        change.rule,
        change.direction,
        change.path,
    )
    assert change.head is not None
    assert 2 == change.head.line


# --- caps ----------------------------------------------------------------------------------------

CAP = "caps:\n  - {%s, excess: lost}\n"
CAPS = [
    ("no list and an empty one", "# caps is missing", "caps: []", {}),
    (
        "a cap that goes",
        CAP % "per: month, at_most: 10%, of: {service: network}",
        "caps: []",
        {"V317": "tightened"},
    ),
    (
        "a lower cap",
        CAP % "per: month, at_most: 10%, of: {service: network}",
        CAP % "per: month, at_most: 8%, of: {service: network}",
        {"V318": "loosened"},
    ),
    (
        "money in place of a percentage",
        CAP % "id: m, per: month, at_most: 10%, of: {service: network}",
        CAP % "id: m, per: month, at_most: 900.00 EUR",
        {"V318": "neutral"},
    ),
    (
        "a percentage of the year's charges is no less than of the month's",
        CAP % "id: c, per: month, at_most: 10%, of: {service: network}",
        CAP % "id: c, per: contract_year, at_most: 10%, of: {service: network}",
        {"V319": "neutral"},
    ),
    (
        "one amount for a longer period",
        CAP % "id: c, per: month, at_most: 900.00 EUR",
        CAP % "id: c, per: contract_year, at_most: 900.00 EUR",
        {"V319": "loosened"},
    ),
    (
        "what exceeds it is carried on",
        "caps: [{per: month, at_most: 900.00 EUR, excess: lost}]",
        "caps: [{per: month, at_most: 900.00 EUR, excess: carried}]",
        {"V319": "tightened"},
    ),
    (
        "the order in which caps bind",
        "caps:\n  - {per: month, at_most: 10%, of: {service: network}, excess: carried}\n"
        "  - {per: contract_year, at_most: 5000.00 EUR, excess: lost}\n",
        "caps:\n  - {per: contract_year, at_most: 5000.00 EUR, excess: lost}\n"
        "  - {per: month, at_most: 10%, of: {service: network}, excess: carried}\n",
        {"V317": "neutral"},
    ),
    (
        "a second cap",
        CAP % "per: month, at_most: 900.00 EUR",
        CAP % "per: month, at_most: 900.00 EUR"
        + "  - {per: contract_year, at_most: 5000.00 EUR, excess: lost}\n",
        {"V317": "loosened"},
    ),
]


@pytest.mark.parametrize(("what", "before", "after", "expected"), CAPS, ids=[c[0] for c in CAPS])
def test_a_cap(
    what: str, before: str, after: str, expected: dict[str, str], tmp_path: Path
) -> None:
    """A cap takes from the customer; a higher one takes less."""
    assert expected == told(before, after, tmp_path), what


def test_a_higher_cap_of_a_bonus_is_loosened(tmp_path: Path) -> None:
    """A remedy's cap binds its own bonus, which the customer pays."""
    texts = (
        bonus(f"{FLAT}, caps: [{{per: month, at_most: {most}.00 EUR, excess: lost}}]")
        for most in (500, 900)
    )

    assert {"V318": "loosened"} == told(*texts, tmp_path)


# --- services, statements, liability -------------------------------------------------------------

LINE = "services: [{service: network, %s}]"
VOLUME = "volume: {at_most: %s, per: month%s}"
OTHERS = [
    (
        "the same price for a year",
        LINE % "charge: {amount: 1000.00 EUR, per: month}",
        LINE % "charge: {amount: 12000.00 EUR, per: year}",
        {"V334": "neutral"},
    ),
    (
        "the order of what is included",
        LINE % "includes: [wan, lan]",
        LINE % "includes: [lan, wan]",
        {},
    ),
    (
        "something more and something less",
        LINE % "includes: [wan, lan]",
        LINE % "includes: [wan, wifi]",
        {"V333": "neutral"},
    ),
    ("a higher tier", LINE % "tier: silver", LINE % "tier: gold", {"V332": "tightened"}),
    ("a tier of no catalogue", LINE % "tier: silver", LINE % "tier: platinum", {"V332": "neutral"}),
    (
        "more records are judged",
        LINE % (VOLUME % (600, ", above: not_judged")),
        LINE % (VOLUME % (700, ", above: not_judged")),
        {"V335": "tightened"},
    ),
    (
        "what lies above counts where nothing is said",
        LINE % (VOLUME % (600, "")),
        LINE % (VOLUME % (600, ", above: counts")),
        {},
    ),
    (
        "a statement that comes later",
        "statement: {due: 1 week}",
        "statement: {due: 10 days}",
        {"V341": "loosened"},
    ),
    ("a week is seven days", "statement: {due: 1 week}", "statement: {due: 7 days}", {}),
    (
        "twenty-four hours are no day",
        "statement: {due: 24 hours}",
        "statement: {due: 1 day}",
        {"V341": "neutral"},
    ),
    (
        "ten working days may be more than two weeks",
        "statement: {due: 2 weeks}",
        "statement: {due: 10 working days}",
        {"V341": "neutral"},
    ),
    (
        "fifteen working days are more than two weeks",
        "statement: {due: 2 weeks}",
        "statement: {due: 15 working days}",
        {"V341": "loosened"},
    ),
    (
        "another source to compare with",
        "statement: {due: 5 days}",
        "statement: {due: 5 days, cross_check: noc-outages}",
        {"V345": "neutral"},
    ),
    (
        "fewer exceptions",
        "liability: {credits: sole_remedy, except: [termination, data_protection]}",
        "liability: {credits: sole_remedy, except: [termination]}",
        {"V352": "loosened"},
    ),
    (
        "exceptions from nothing",
        "liability: {credits: in_addition, except: [termination]}",
        "liability: {credits: in_addition}",
        {"V352": "neutral"},
    ),
]


@pytest.mark.parametrize(
    ("what", "before", "after", "expected"), OTHERS, ids=[o[0] for o in OTHERS]
)
def test_services_statements_and_liability(
    what: str, before: str, after: str, expected: dict[str, str], tmp_path: Path
) -> None:
    """Each goes its way; what nobody can tell is neutral."""
    assert expected == told(before, after, tmp_path), what


def test_the_same_price_for_another_period_is_not_material(tmp_path: Path) -> None:
    """A thousand a month are twelve thousand a year; thirteen are not."""
    month = LINE % "charge: {amount: 1000.00 EUR, per: month}"
    year = LINE % "charge: {amount: %s, per: year}"
    [same] = compared(month, year % "12000.00 EUR", tmp_path / "same")
    [other] = compared(month, year % "13000.00 EUR", tmp_path / "other")

    assert (False, True) == (same.material, other.material)


def test_the_source_that_prevails_changes_what_is_measured(tmp_path: Path) -> None:
    """Figures of before and after are of other sources."""
    [change] = compared(
        "statement: {due: 5 days, prevails: noc-outages}",
        "statement: {due: 5 days, prevails: itsm-export}",
        tmp_path,
    )

    assert change.meaning
