"""What rules are built from: half-lines, windows of a term, circles, names, units."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.checks.backed.graph import Edge, Member, loops
from slaspec.checks.pages.examples import write_example
from slaspec.checks.remedies.ladders import HalfLine
from slaspec.checks.names import instead_of, listed
from slaspec.checks.run import each, run
from slaspec.checks.measurable.units import written_unit
from slaspec.checks.windows_of_term import term_cuts_a_window
from slaspec.language.book import load_book
from slaspec.language.model.governance import Effective
from slaspec.language.model.node import NOWHERE
from slaspec.language.quantities import Day

TODAY = date(2026, 11, 21)
GRID = [Fraction(n, 2) for n in range(-6, 27)]
half_lines = st.builds(
    HalfLine,
    below=st.booleans(),
    limit=st.integers(0, 10).map(Fraction),
    inclusive=st.booleans(),
    unit=st.just("%"),
)


def lies_on(value, line):
    """Whether a value lies on a half-line, said without the code under test."""
    if value == line.limit:
        return line.inclusive
    return value < line.limit if line.below else value > line.limit


@given(half_lines, half_lines)
def test_half_lines_meet_where_a_value_lies_on_both(one, other):
    """Half-lines meet if and only if some value lies on both."""
    assert any(lies_on(v, one) and lies_on(v, other) for v in GRID) == one.meets(other)
    assert one.meets(other) == other.meets(one)


def test_half_lines_of_different_units_never_meet():
    """Nothing is both a percentage and a time."""
    one = HalfLine(True, Fraction(99), True, "%")

    assert not one.meets(one._replace(unit="s"))


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(days, st.integers(0, 900), st.sampled_from(["week", "month", "quarter", "year"]))
def test_a_term_cuts_a_window_unless_it_is_made_of_windows(first, length, window):
    """A term cuts a window exactly where some day outside it lies in the window of one inside."""
    last = first + timedelta(days=length)
    names = {
        "week": lambda day: day.isocalendar()[:2],
        "month": lambda day: (day.year, day.month),
        "quarter": lambda day: (day.year, (day.month - 1) // 3),
        "year": lambda day: day.year,
    }
    of = names[window]
    cut = of(first) == of(first - timedelta(days=1)) or of(last) == of(last + timedelta(days=1))
    term = Effective(from_=Day(str(first)), through=Day(str(last)))

    assert cut == term_cuts_a_window(term, window)


def test_the_last_day_of_all_days_has_no_next_one():
    """A term that ends with the last date that can be written is no error."""
    term = Effective(from_=Day("2026-01-01"), through=Day("2199-12-31"))

    assert not term_cuts_a_window(term, "year")


graphs = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3), max_size=6
)


@given(graphs)
def test_circles_are_found_where_there_are_some(graph):
    """A circle is found if and only if some promise reaches itself, and each one is a circle."""
    members = {name: Member("ola", name) for name in "abcdef"}
    edges = {
        members[start]: [Edge(members[start], members[end], NOWHERE) for end in ends]
        for start, ends in graph.items()
    }
    reached = {start: set(ends) for start, ends in graph.items()}
    for _ in "abcdef":
        for start in reached:
            reached[start] |= {e for via in reached[start] for e in reached.get(via, ())}
    found = list(loops(edges))

    assert any(start in ends for start, ends in reached.items()) == bool(found)
    for loop in found:
        assert [edge.end for edge in loop] == [edge.start for edge in loop[1:] + loop[:1]]
        assert min(edge.start for edge in loop) == loop[0].start


def test_a_deep_chain_of_promises_is_no_problem():
    """Ten thousand promises in a row are followed without recursion."""
    chain = [Member("ola", f"t{n:05}") for n in range(10_000)]
    edges = {a: [Edge(a, b, NOWHERE)] for a, b in zip(chain, [*chain[1:], chain[0]], strict=True)}

    [loop] = loops(edges)

    assert 10_000 == len(loop)


@pytest.mark.parametrize(
    ("said", "known", "help"),
    [
        ("resolutoin", ["response", "resolution"], "did you mean resolution?"),
        ("x", [], "there are no targets at all: write what is missing, or take its name out here"),
        ("x", ["b", "a", "a"], "the targets are: a, b"),
        ("x", [f"t{n:02}" for n in range(20)], "t11, …"),
    ],
)
def test_help_for_a_name(said, known, help):
    """The nearest name, or the names that there are, or that there are none."""
    assert help in instead_of(said, known, "targets")


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["a"], "a"),
        (["a", "b", "a"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        ([f"{n}" for n in range(20)], "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 8 more"),
    ],
)
def test_names_in_a_sentence(names, text):
    """Names are listed as in a sentence, each once, and not without end."""
    assert text == listed(names)


@pytest.mark.parametrize(
    ("unit", "read"),
    [("cases", "cases"), ("case", "cases"), ("min", "s"), ("ms", "ms"), ("%", "%")],
)
def test_a_unit_is_read_as_thresholds_are(unit, read):
    """The unit of a metric is compared as the quantities of thresholds are read."""
    assert read == written_unit(unit)


def test_a_unit_that_no_threshold_can_have_is_kept():
    """A unit of another form fits no threshold."""
    assert "m²" == written_unit("m²")


def test_a_fault_of_a_metric_is_known_at_each_target(tmp_path):
    """A fault of a metric touches the targets that it measures, of a remedy those that it follows."""
    write_example(
        "metrics: [{id: resolution-time, kind: duration, start: reported, pause: []}]", tmp_path
    )
    book = load_book(tmp_path)

    found = [finding for finding in each(book, TODAY) if finding.rule == "M007"]
    [told] = run(book, TODAY, select=["M007"])

    assert ["resolution"] == [finding.target for finding in found]
    assert "resolution" == told.target


def test_a_fault_of_the_book_names_its_document(tmp_path):
    """A rule on the whole book says which document it is about."""
    write_example("kind: UC\nid: desk-ola", tmp_path)

    [told] = run(load_book(tmp_path), TODAY, select=["D001"])

    assert ("desk-ola", ("id",)) == (told.document, told.path)
    assert [("first 'desk-ola'", "ola.yaml")] == [
        (what, span.file.rsplit("/", 1)[1]) for what, span in told.related
    ]


def test_a_fault_of_a_sample_is_shown_where_its_source_is(tmp_path):
    """The name of a sample in findings begins like that of its source, as the user wrote it."""
    write_example("# file: samples/itsm.csv\nnumber,opened\n", tmp_path)

    [told] = run(load_book(tmp_path, shown="contracts"), TODAY, select=["M006"])

    assert "contracts/samples/itsm.csv" == told.span.file
    assert ("itsm-export", "M006", "measurable") == (told.document, told.rule, told.aspect)
