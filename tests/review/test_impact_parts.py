"""The parts of an impact: what is settled once, what is measured once, which months are covered."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from slaspec.language.book import load_book
from slaspec.language.model import DataSource, Profile
from slaspec.measure.plan import plan
from slaspec.measure.runs import measure_runs
from slaspec.records.simulate.runs import runs_of
from slaspec.records.simulate.streams import Span
from slaspec.remedies.distribution import Distribution
from slaspec.remedies.earlier.history import History
from slaspec.remedies.paid import paid_by_month
from slaspec.remedies.pipeline import settle
from slaspec.review.impact.histories import Covered, Histories, covered, whole_months
from slaspec.review.impact.revision import Revision, as_if, begun
from slaspec.review.impact.settled import Settling, groups_of, looks_back, settlings
from slaspec.review.impact.works import Work
from slaspec.service_time.civil import midnight
from tests.review.impact_pairs import APRIL, AS_OF, FILES, book, pair, tickets

FIRST, LAST = date(2026, 12, 1), date(2027, 5, 31)
CAP = "caps: [{per: month, at_most: 25%, of: {charge: desk}, excess: lost}]"
REMEDIES = {
    "flat": "",
    "ladder": ("rate: {flat: 5%}", "rate: {ladder: [{below: 90%, pays: 5%}, {below: 60%, pays: 9%}], over: measured}"),
    "by step": ("rate: {flat: 5%}", "rate: {per_step: 0.3%}, quantity: {of: shortfall, step: 1pp, count: whole}"),
    "repeat": (CAP, "repeat: {when: consecutive, factor: 2, reset: first met window}, " + CAP),
    "third failure": (CAP, "trigger: {from_failure: 3, in: rolling 12 months}, " + CAP),
    "cap of the year": ("per: month, at_most: 25%", "per: contract_year, at_most: 1%"),
    "carried": ("per: month, at_most: 25%, of: {charge: desk}, excess: lost", "per: month, at_most: 5%, of: {charge: desk}, excess: carried"),
    "each record": ("for_each: window, rate: {flat: 5%}, base: {charge: desk}", "for_each: record, rate: {flat: 12.50 EUR}"),
}  # fmt: skip


@pytest.mark.parametrize("name", REMEDIES)
def test_what_is_settled_once_is_what_is_settled_each_time(tmp_path, name):
    """Of 40 half-years, whatever the remedy looks at: window by window, and with its past."""
    edits = [REMEDIES[name]] if REMEDIES[name] else []
    of = book(tmp_path, FILES, *edits)
    agreement = as_if(of.agreement("desk-sla"), FIRST)

    assert_settles_alike(of, agreement)


def assert_settles_alike(of, agreement):
    """Each of 40 half-years comes to what the pipeline says of it by itself."""
    made = plan(of, agreement, FIRST, LAST)
    runs = runs_of(of, of.get("stream", Profile), "tickets", Span(3, date(2026, 10, 1), LAST), 40)
    settling, history = Settling(agreement, FIRST), History(begun=begun(agreement, FIRST))
    total = Decimal(0)
    found = measure_runs([made], {"tickets": runs.parts()}, midnight(date(2027, 9, 1), "UTC"), 40)
    for (measured,) in found:
        each_time = paid_by_month(settle(agreement, measured, history=history))
        assert each_time == settling.paid(measured)
        total += sum(each_time.values())
    assert total > 0


TOGETHER = {
    "apart": ("", ""),
    "one remedy": ("remedies: [other]", "remedies: [credit]"),
    "a cap over all": ("remedies:\n", "caps: [{per: month, at_most: 6%, of: {charge: desk}, excess: lost}]\nremedies:\n"),
    "rounded in total": ("rounding: {mode: half_up, at: line}", "rounding: {mode: half_up, at: total}"),
    "the highest of a window": ("rate: {flat: 3.333%},", "rate: {flat: 3.333%}, combine: {group: g, per: window, take: highest},"),
    "a smallest statement": ("rate: {flat: 3.333%},", "rate: {flat: 3.333%}, minimum_payable: {more_than: 700.00 EUR, of: statement},"),
}  # fmt: skip
OTHER = "  - {id: other, for_each: window, rate: {flat: 3.333%}, base: {charge: desk}}\n"
MEND = "  - {id: mend, service: desk, metric: time, remedies: [other], objective: {share: 60%, within: 4h, hours: 24x7}}\n"  # fmt: skip


def two_targets():
    """The portfolio with a second target, which has a remedy of its own."""
    text = FILES["sla.yaml"].replace("targets:\n", "targets:\n" + MEND) + OTHER
    return {**FILES, "sla.yaml": text}


@pytest.mark.parametrize(
    ("name", "groups"), [(name, 2 if name == "apart" else 1) for name in TOGETHER]
)
def test_amounts_that_meet_are_settled_together(tmp_path, name, groups):
    """
    Two targets with a remedy each are settled apart, unless something stands over both: whatever
    it is, the amounts are those of the whole pipeline.
    """
    old, new = TOGETHER[name]
    of = book(tmp_path, two_targets(), *([(old, new)] if old else []))
    if name == "the highest of a window":
        of = book(tmp_path, two_targets(), (old, new), ("rate: {flat: 5%},", "rate: {flat: 5%}, combine: {group: g, per: window, take: highest},"))  # fmt: skip
    agreement = as_if(of.agreement("desk-sla"), FIRST)

    assert groups == len(set(groups_of(agreement).values()))
    assert_settles_alike(of, agreement)


@pytest.mark.parametrize(
    ("name", "looks"),
    [("flat", False), ("ladder", False), ("each record", False), ("repeat", True),
     ("third failure", True), ("cap of the year", True), ("carried", True)],
)  # fmt: skip
def test_which_remedies_look_back(tmp_path, name, looks):
    """A cap of the month over windows of months does not; one of the contract year does."""
    edits = [REMEDIES[name]] if REMEDIES[name] else []

    assert looks == looks_back(book(tmp_path, FILES, *edits).agreement("desk-sla"))


@pytest.mark.parametrize(
    ("edit", "together"),
    [
        (("within: 5h", "within: 4h"), True),
        (("title: Service desk", "title: Desk"), True),
        (("share: 90%", "share: 95%"), True),
        (("flat: 5%", "flat: 6%"), False),
        (("10000.00 EUR", "10000.01 EUR"), False),
        (("at_most: 25%", "at_most: 26%"), False),
        (("mode: half_up", "mode: down"), False),
    ],
)
def test_texts_that_settle_alike_settle_together(tmp_path, edit, together):
    """By a flat rate only the verdicts count: a limit moves those, and no amount for them."""
    made = pair(tmp_path, edit)
    texts = [as_if(each.agreement("desk-sla"), FIRST) for each in (made.base, made.head)]
    one, two = settlings(*texts, FIRST)

    assert together == (one is two)


def test_what_a_ladder_compares_is_not_settled_together(tmp_path):
    """The objective of a shortfall is a part of the amount: texts with others settle apart."""
    step, share = REMEDIES["by step"], ("share: 90%", "share: 95%")
    made = pair(tmp_path, step, share, before=[step])
    texts = [as_if(each.agreement("desk-sla"), FIRST) for each in (made.base, made.head)]
    one, two = settlings(*texts, FIRST)

    assert one is not two


def work(made):
    """Both texts of the agreement of a pair."""
    base, head = Revision("base", made.base, AS_OF), Revision("head", made.head, AS_OF)
    return Work(
        "desk-sla", base, head, base.text("desk-sla"), head.text("desk-sla"), "desk-sla", {}
    )


@pytest.mark.parametrize(
    ("edit", "plans", "targets"),
    [
        (("title: Service desk", "title: Desk"), 1, 1),
        (("flat: 5%", "flat: 6%"), 1, 1),
        (("within: 5h", "within: 4h"), 2, 1),
        (("limit_reached: met", "limit_reached: missed"), 2, 1),
        (("histories: [{id: y2026, file: y2026.csv}]", "sample: other.csv"), 1, 1),
    ],
)
def test_what_both_measure_alike_is_measured_once(tmp_path, edit, plans, targets):
    """Money, prose and the names of files change no verdict; limits and answers do."""
    both = work(pair(tmp_path, edit)).both(FIRST, LAST, ["tickets"])

    assert plans == len(both.plans)
    assert [targets] * plans == [len(each.targets) for each in both.plans]


def test_one_of_ten_targets_is_measured_twice(tmp_path):
    """Of the worked agreement with ten targets only the changed one has a second plan."""
    from benchmarks.check import agreement as ten_targets

    root = Path(__file__).parents[2] / "contracts" / "nordit"
    nordit = load_book(root, "contracts")
    texts = {f.file: f.document.text for f in nordit.files if "acme.sla" not in f.file}
    files = {**texts, "sla.yaml": ten_targets(1)}
    changed = files["sla.yaml"].replace("within: 13h 30min", "within: 9h")
    made = pair(root, base=files, head={**files, "sla.yaml": changed})
    id = "acme-service-desk-1"
    base, head = Revision("base", made.base, AS_OF), Revision("head", made.head, AS_OF)
    both = Work(id, base, head, base.text(id), head.text(id), id, {}).both(
        FIRST, LAST, ["itsm-export"]
    )

    assert [10, 1] == [len(each.targets) for each in both.plans]


def test_as_if_keeps_the_day_on_which_contract_years_begin(tmp_path):
    """A term from 2026-04-01 to 2027-12-31, seen from July 2024: from 2022-04-01, without an end."""
    text = book(tmp_path, FILES, ("from: 2026-01-01", "from: 2026-04-01")).agreement("desk-sla")
    effective = as_if(text, date(2024, 7, 1)).effective

    assert ("2022-04-01", None) == (effective.from_.text, effective.ends)
    leap = book(tmp_path, FILES, ("from: 2026-01-01", "from: 2024-02-29")).agreement("desk-sla")
    assert "2023-02-28" == as_if(leap, date(2025, 7, 1)).effective.from_.text


@pytest.mark.parametrize(
    ("spans", "before", "expected"),
    [
        ([("2026-01-01", "2026-04-30")], "2026-11-22", ("2026-01-01", "2026-04-30")),
        ([("2026-01-02", "2026-04-29")], "2026-11-22", ("2026-02-01", "2026-03-31")),
        ([("2024-01-01", "2026-04-30")], "2026-11-22", ("2025-05-01", "2026-04-30")),
        ([("2026-01-01", "2026-04-30"), ("2026-03-01", "2026-12-31")], "2026-11-22", ("2026-03-01", "2026-04-30")),
        ([("2026-01-01", "2026-04-30")], "2026-04-30", ("2026-01-01", "2026-03-31")),
        ([("2026-01-01", "2026-04-30")], "2026-05-01", ("2026-01-01", "2026-04-30")),
        ([("2026-01-05", "2026-02-20")], "2026-11-22", None),
        ([("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28")], "2026-11-22", None),
    ],
)  # fmt: skip
def test_the_last_whole_months_that_all_records_cover(spans, before, expected):
    """At most twelve, over before the day of the review."""
    covers = [Covered(date.fromisoformat(a), date.fromisoformat(b), 0) for a, b in spans]
    found = whole_months(covers, date.fromisoformat(before), 12)

    assert expected == (found and tuple(each.isoformat() for each in found))


def held(root, *files, source=""):
    """The records of a source with some histories, and the source."""
    named = ", ".join(f"{{id: h{n}, file: {name}}}" for n, name in enumerate(files))
    edits = [("[{id: y2026, file: y2026.csv}]", f"[{named}]"), *([source] if source else [])]
    of = book(root, FILES, *edits)
    revision = Revision("head", of, AS_OF)
    own = of.get("tickets", DataSource)
    return own, Histories(revision, revision).of(own)


def test_a_silence_as_long_as_one_inside_is_covered(tmp_path):
    """
    Tickets on the 1st, 6th, …, 29th of April: six days apart at most, so that no more than six
    days on either side are covered as well.
    """
    tickets(tmp_path, *APRIL)
    source, found = held(tmp_path, "y2026.csv")
    span = covered(source, found.parts, "UTC")

    assert (date(2026, 3, 27), date(2026, 5, 4)) == (span.first, span.last)


def test_what_a_list_says_it_covers_is_covered(tmp_path):
    """Dates that the source states stand above any guess."""
    tickets(tmp_path, *APRIL)
    said = "covers: {from: 2026-02-01, through: 2026-06-30}\nhistories:"
    source, found = held(tmp_path, "y2026.csv", source=("histories:", said))
    span = covered(source, found.parts, "UTC")

    assert (date(2026, 2, 1), date(2026, 6, 30)) == (span.first, span.last)


def test_a_record_in_two_histories_counts_once(tmp_path):
    """T1 is open in the export of one year and solved in that of the next, which is taken."""
    tickets(tmp_path, "T1 1 2025-12-31T08:00:00 -", "T0 1 2025-12-30T08:00:00 -", name="a.csv")
    tickets(tmp_path, "T1 1 2025-12-31T08:00:00 2026-01-02T08:00:00", name="b.csv")
    _, found = held(tmp_path, "a.csv", "b.csv")

    assert (2, ("h0", "h1")) == (found.count, found.names)
    assert ["T0", "T1"] == [id for part in found.parts for id in part.ids]
    assert ("1 records of 'tickets' stand in a later history again",) == found.remarks


def test_records_that_are_left_out_are_told(tmp_path):
    """A label without a map: the ticket is left out, and the reader knows."""
    tickets(tmp_path, *APRIL, "T9 7 2026-04-29T08:00:00 2026-04-29T11:30:00")
    _, found = held(tmp_path, "y2026.csv")

    assert 6 == found.count
    assert ("1 tickets of 'h0' are left out: unknown label",) == found.remarks


def test_a_distribution_tells_both_of_its_ends():
    """Of -5, 0, 0 and 10 the least is -5, as is the first of ten parts; the largest is 10."""
    found = Distribution.of([Decimal(10), Decimal(0), Decimal(-5), Decimal(0)])

    assert (-5, -5, 0, 10, 10) == (found.least, found.p10, found.p50, found.p90, found.worst)
