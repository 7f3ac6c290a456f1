"""Streams at the edges, measured under a contract, with verdicts worked out by hand."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from slaspec.errors import UsageError
from slaspec.records.simulate.edge_cases import EDGE_CASES
from slaspec.use_cases.load import load
from slaspec.use_cases.measure import measure
from slaspec.use_cases.stream import edge_case, stream

CONTRACTS = Path(__file__).parents[2] / "contracts" / "nordit"
HOSPITAL = CONTRACTS.parent / "hospital"
SURVEY = """\
apiVersion: slaspec/v1
kind: DataSource
id: survey
title: Answers of the users
format: csv
records: check
timezone: UTC
columns: {at: at, good: good}
"""
ACME = "acme-service-desk#resolution"


@pytest.fixture(scope="module")
def book():
    return load(CONTRACTS)


@pytest.fixture
def book_with(tmp_path):
    """The portfolio with another limit for P1 of the service desk."""

    def changed(within, survey=False):
        shutil.copytree(CONTRACTS, tmp_path / "nordit")
        if survey:
            (tmp_path / "nordit" / "survey.yaml").write_text(SURVEY, "utf-8")
        file = tmp_path / "nordit" / "acme.sla.yaml"
        text = file.read_text("utf-8")
        assert 1 == text.count("within: 5h, ")
        file.write_text(text.replace("within: 5h, ", f"within: {within}, "), "utf-8")
        return load(tmp_path / "nordit")

    return changed


def judged(book, name, objective, period, year=2026, as_of=date(2029, 1, 1)):
    """met, counted and verdict of an objective, by window."""
    records = edge_case(book, name, objective, year)
    id, _, rest = objective.partition("#")
    target, _, priority = rest.partition("/")
    found = measure(book, id, {"itsm-export": records}, period, as_of)
    return {
        each.window.name: (each.met, each.counted, each.verdict)
        for each in found.measured
        if each.target == target and each.objective == priority
    }


@pytest.mark.parametrize(("within", "met"), [("22h 59min", 2), ("23h", 3)])
def test_dst_spring(book_with, within, met):
    """
    Noon to noon over 29 March 2026 takes 23 hours in Oslo: in time with 23h, late a minute below.
    The hour across the change and the hour after it are in time in any case.
    """
    found = judged(book_with(within), "dst-spring", f"{ACME}/P1", "2026-03")

    assert {"2026-03": (met, 3, "met")} == found


@pytest.mark.parametrize(("within", "met"), [("24h 59min", 2), ("25h", 3)])
def test_dst_autumn(book_with, within, met):
    """Noon to noon over 25 October 2026 takes 25 hours."""
    found = judged(book_with(within), "dst-autumn", f"{ACME}/P1", "2026-10")

    assert {"2026-10": (met, 3, "met")} == found


def test_month_end(book):
    """A ticket of the first and one of the last second of a month: two in each, all in time."""
    found = judged(book, "month-end", f"{ACME}/P1", "2026-01..2026-12")

    assert {f"2026-{month:02}": (2, 2, "met") for month in range(1, 13)} == found


def test_leap_day(book):
    """In 2028 noon of 28 February to noon of 1 March is 48 hours: late; an hour on the 29th is not."""
    found = judged(book, "leap-day", "platform-ola#restore/P1", "2028-02", year=2028)

    assert {"2028-02": (1, 2, "missed")} == found


def test_a_year_without_a_leap_day(book):
    """2026 has none: that is said, not passed over."""
    with pytest.raises(UsageError, match="2026 has no 29 February"):
        edge_case(book, "leap-day", f"{ACME}/P1", 2026)


def test_holidays(book):
    """
    May 2026 has closed dates on 1, 14, 17, 24 and 25. An hour on one of them is no office time, and
    noon to noon across one is nine hours at most: within 12h. Of ten tickets one is of April.
    """
    found = judged(book, "holidays", f"{ACME}/P2", "2026-05")

    assert {"2026-05": (9, 9, "met")} == found


def test_bulk_close(book):
    """Twelve tickets resolved within the hour and closed together weeks later stop when resolved."""
    found = judged(book, "bulk-close", f"{ACME}/P1", "2026-03")

    assert {"2026-03": (12, 12, "met")} == found


def test_reopen_storm(book):
    """`clock: continues`, `gap: counts`: eleven hours from the report to what lasts, so it is late."""
    found = judged(book, "reopen-storm", f"{ACME}/P1", "2026-03")

    assert (0, 1) == found["2026-03"][:2]


def test_priority_storm(book):
    """
    Ten changes through P2, P3, P1 end with P2 at 15:00; `from_change` gives it the hour to 16:00,
    where 12 office hours are allowed. P1 and P3 have nothing to count.
    """
    records = edge_case(book, "priority-storm", f"{ACME}/P1", 2026)
    found = measure(
        book, "acme-service-desk", {"itsm-export": records}, "2026-03", date(2026, 5, 1)
    )
    counted = {each.objective: (each.met, each.counted) for each in found.measured}

    assert {"P1": (0, 0), "P2": (1, 1), "P3": (0, 0)} == counted


def test_silence(book):
    """Nothing happened: not measured, as `no_events` says."""
    assert {"2026-03": (0, 0, "not_measured")} == judged(book, "silence", f"{ACME}/P1", "2026-03")


@pytest.mark.parametrize("priority", ["P1", "P2", "P3"])
def test_boundary(book, priority):
    """A second before the limit and in its very second is met, a second later missed."""
    found = judged(book, "boundary", f"{ACME}/{priority}", "2026-03")

    assert (2, 3) == found["2026-03"][:2]


def test_every_edge_case_has_a_test():
    """None is there that nobody has worked out."""
    tested = {name.removeprefix("test_").replace("_", "-") for name in globals()}

    assert set(EDGE_CASES) == set(EDGE_CASES) & tested
    assert sorted(EDGE_CASES) == list(EDGE_CASES)


def test_an_unknown_edge_case(book):
    """It is refused, with those that there are."""
    with pytest.raises(UsageError, match="there is no edge case 'dst'; there are: boundary, bulk"):
        edge_case(book, "dst", f"{ACME}/P1", 2026)


def test_an_unknown_objective(book):
    """It is refused by name."""
    with pytest.raises(UsageError, match="has no objective 'resolution/P9'.*; there are: reso"):
        edge_case(book, "silence", f"{ACME}/P9", 2026)


def test_an_objective_without_tickets():
    """Edge cases are tickets: an availability is measured on outages, and has none of them."""
    with pytest.raises(UsageError, match="is measured on records of kind outage, not on tickets"):
        edge_case(load(HOSPITAL), "silence", "hospital-critical#record-availability", 2026)


def test_a_stream_is_ready_to_be_measured(book):
    """A quarter of the desk: every ticket is counted, open, or left out by a named reason."""
    made = stream(
        book, "desk-profile", "itsm-export", seed=7, first=date(2026, 1, 1), last=date(2026, 3, 31)
    )
    found = measure(
        book, "acme-service-desk", {"itsm-export": list(made)}, "2026-Q1", date(2026, 7, 1)
    )
    placed = sum(each.counted + each.open + sum(each.excluded.values()) for each in found.measured)

    assert len(made) == placed + sum(found.unassigned.values())
    assert len(made) > 900


def test_blocks_are_measured_as_one(book, monkeypatch):
    """Parts of a stream add up to the whole: the same verdicts, whatever the blocks."""
    from slaspec.records.simulate import arrivals, tickets

    monkeypatch.setattr(arrivals, "BLOCK", 200)
    monkeypatch.setattr(tickets, "BLOCK", 200)
    span = {"first": date(2026, 2, 1), "last": date(2026, 2, 28)}
    parts = stream(book, "desk-profile", "itsm-export", seed=7, count=700, **span)
    measured = [
        measure(book, "acme-service-desk", {"itsm-export": held}, "2026-02", date(2026, 7, 1))
        for held in (list(parts), list(parts)[::-1])
    ]
    figures = [[(m.objective, m.met, m.counted) for m in each.measured] for each in measured]

    assert 4 == parts.blocks
    assert figures[0] == figures[1]
    assert sum(counted for _, _, counted in figures[0]) > 500


def test_unknown_names(book):
    """A profile or source that is not in the book is refused, with those that are."""
    span = {"seed": 1, "first": date(2026, 1, 1), "last": date(2026, 1, 2)}
    with pytest.raises(UsageError, match="there is no profile 'desk'; there are: desk-profile"):
        stream(book, "desk", "itsm-export", **span)
    with pytest.raises(UsageError, match="there is no data source 'itsm'; there are: itsm-export"):
        stream(book, "desk-profile", "itsm", **span)


def test_a_source_of_answers(book_with):
    """A profile makes tickets and outages: there is no stream of a survey."""
    book = book_with("5h", survey=True)
    with pytest.raises(UsageError, match="'survey' has records of kind check; a profile makes"):
        stream(
            book, "desk-profile", "survey", seed=1, first=date(2026, 1, 1), last=date(2026, 1, 2)
        )
