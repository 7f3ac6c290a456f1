"""A ledger from its file to a statement, and in a scenario."""

from __future__ import annotations

import json
from datetime import date

import pytest

from slaspec.errors import LocatedError
from slaspec.language.ledgers import entries_of
from slaspec.measure.measure import measure as run
from slaspec.measure.plan import plan
from slaspec.measure.windows import period as dates
from slaspec.report.statement_json import statement_data
from slaspec.report.statement_text import statement_text
from slaspec.use_cases.load import load
from slaspec.use_cases.measure import measure
from slaspec.use_cases.preview import preview
from slaspec.use_cases.relief import relieved
from slaspec.use_cases.scenario import run_scenario
from tests.ledger.ledger_build import PEOPLE, PERIODS, grant, ledger, work
from tests.measure.test_availability_credits import CONTRACT
from tests.measure.test_availability_preview import CATALOGUE
from tests.measure import build
from tests.measure.up_time_build import OFFICE, outage, records, source

EXCLUSIONS = [
    {
        "id": "maintenance",
        "cause": "maintenance",
        "notice": "5 working days",
        "on_availability": "numerator",
    },
    {"id": "flood", "cause": "force_majeure", "on_availability": "numerator"},
]
ROWS = """\
number,began,ended
O1,2026-04-10T10:00:00Z,2026-04-10T11:00:00Z
O2,2026-04-12T03:00:00Z,2026-04-12T05:10:00Z
"""
WORK = work("2026-04-12 03:00", "2026-04-12 05:10")


def contract():
    """The agreement with its exclusions; its remedy pays 5 % of 10,000 euros below 99.9 %."""
    made = json.loads(json.dumps(CONTRACT))
    made["parties"] = {"provider": "provider-co", "customer": "customer-co"}
    made["metrics"][0]["exclusions"] = [each["id"] for each in EXCLUSIONS]
    made["interpretation"]["day_periods"] = PERIODS
    made["exclusions"] = EXCLUSIONS
    return made


@pytest.fixture
def folder(tmp_path):
    """Writes documents into a folder, with the agreement and what it needs."""

    def write(*documents):
        for document in (contract(), source(), OFFICE, PEOPLE, CATALOGUE, *documents):
            text = json.dumps(document, indent=1)
            (tmp_path / f"{document['id']}.yaml").write_text(text, "utf-8")
        (tmp_path / "noc.csv").write_text(ROWS, "utf-8")
        return tmp_path

    return write


@pytest.fixture
def previewed(folder):
    """The preview of April with a ledger of some entries."""

    def run(*entries, as_of="2026-06-01"):
        root = folder(*([ledger(*entries)] if entries else []))
        book, file = load(root), root / "noc.csv"
        day = date.fromisoformat(as_of)
        return preview(book, "acme", "2026-04", records={"noc": file}, as_of=day)

    return run


def test_announced_work_costs_nothing(previewed):
    """3h 10min down of 720 hours are 99.56 %; with 2h 10min of announced work it is 99.86 %."""
    without, with_work = previewed(), previewed(WORK)

    assert [11400, 3600] == [each.measurements.measured[0].down for each in (without, with_work)]


def test_a_preview_shows_by_which_entry_time_is_excused(previewed):
    """Text and JSON name the time, the exclusion, the day and the place of the entry."""
    found = previewed(WORK)
    line = "Ledger: up 2026-04: 2h 10min excused as maintenance by the entry of 2026-03-20"

    assert line in statement_text(found)
    (told,) = statement_data(found)["relief"]
    assert ("up", "2026-04", "maintenance", 7800, "") == tuple(
        told[key] for key in ("target", "window", "exclusion", "seconds", "refused")
    )
    assert ["ledger"] == [each["ledger"] for each in told["entries"]]
    assert "ledger" in statement_data(found)["run"]["contracts"]


def test_a_preview_shows_why_an_entry_excuses_nothing(previewed):
    """Announced on the day before: the reason stands beside the verdict."""
    late = work("2026-04-12 03:00", "2026-04-12 05:10", "2026-04-11 10:00")
    found = previewed(late)

    assert 11400 == found.measurements.measured[0].down
    assert "Ledger: up: nothing excused as maintenance by the entry of 2026-04-11" in (
        statement_text(found)
    )
    assert "within the notice of 5 working days" in statement_text(found)


def test_time_is_excused_by_the_entries_of_its_outages(previewed):
    """O2 is excused by the one entry of its time; the other had no outage, nor had INC-7 one."""
    idle = grant("2026-04-20 10:00", "2026-04-20 11:00", date="2026-05-02")
    named = grant("2026-04-12 03:00", "2026-04-12 05:10", date="2026-05-03", records=["INC-7"])
    found = previewed(grant("2026-04-12 03:00", "2026-04-12 05:10"), idle, named)

    text = statement_text(found)
    assert 3600 == found.measurements.measured[0].down
    assert "Ledger: up 2026-04: 2h 10min excused as flood by the entry of 2026-05-01 (" in text


def test_an_entry_of_a_later_day_is_told(previewed):
    """As of the day before the entry nothing is excused, and the reader sees why."""
    entry = {**WORK, "date": "2026-06-02"}
    found = previewed(entry)

    assert 11400 == found.measurements.measured[0].down
    assert "it was not made yet on the day of this preview" in statement_text(found)


def test_a_granted_record_that_is_not_there_is_told(previewed):
    """A slip in a number excuses nothing; the preview names it."""
    found = previewed(grant(records=["O2", "O9"]))

    assert 3600 == found.measurements.measured[0].down
    assert "no record read is O9" in statement_text(found)


def test_a_granted_record_of_another_source_is_no_slip(folder):
    """One entry names an outage and the tickets about it: each target finds those of its own."""
    book = load(folder(ledger(grant(records=["O2", "INC-7"]))))
    april = plan(book, book.agreement("acme"), *dates("2026-04"), entries_of(book, "acme"))
    outages = records(source(), [outage("2026-04-12 03:00", "2026-04-12 05:10", number="O2")])
    tickets = build.table([build.ticket("INC-7", reported="2026-04-12 03:10")])
    as_of = build.at("2026-06-01 00:00")
    judged = run(april, {"noc": [outages]}, as_of)

    both = relieved(april, judged, {"noc": [outages], "itsm": [tickets]}, as_of)
    alone = relieved(april, judged, {"noc": [outages]}, as_of)

    assert [""] == [each.refused for each in both]
    assert ["", "no record read is INC-7"] == [each.refused for each in alone]


def test_an_excused_window_pays_nothing(previewed):
    """Both sides excuse April: the verdict is excused, and no remedy that fires on a miss pays."""
    found = previewed(grant(targets=["up"], windows=["2026-04"]))

    assert "excused" == found.measurements.measured[0].verdict
    assert () == found.statement.lines
    assert "Ledger: up 2026-04: the miss is excused as flood" in statement_text(found)


def test_relief_without_an_exclusion_bars_the_settlement(previewed):
    """An entry with a slip in its exclusion would be lost silently: nothing is computed."""
    with pytest.raises(LocatedError, match="D091 'acme' has no exclusion 'maintenanc'"):
        previewed({**WORK, "maintenance": "maintenanc"})


def test_what_is_recorded_besides_relief_is_told(previewed):
    """A claim that is not needed and an issued statement change nothing; the reader knows them."""
    found = previewed(
        {"claim": "network-credit", "date": "2026-05-04", "for": "O1"},
        {"claim": "network-credit", "date": "2026-05-04", "for": "2026-03"},
        {"statement": "2026-04", "date": "2026-05-08", "state": "issued", "credit_note": "CN-4"},
    )
    told = "\n".join(found.remarks)

    assert "'network-credit' was claimed for O1" in told
    assert "2026-03" not in told
    assert "the statement of 2026-04 was issued, credit note CN-4" in told


def test_python_measures_with_the_ledger_of_the_book(folder):
    """`measure` of a book knows its ledgers as a preview does, each from its own day on."""
    book = load(folder(ledger(WORK)))
    rows = [
        {"number": "O2", "began": "2026-04-12 03:00", "ended": "2026-04-12 05:10"},
    ]
    tables = {"noc": [records(source(), rows)]}
    (found,) = measure(book, "acme", tables, "2026-04", date(2026, 6, 1)).measured

    assert {"maintenance": 7800} == dict(found.excluded)


def test_the_ledger_of_another_agreement_excuses_nothing(folder):
    """A ledger is about one agreement."""
    other = {**contract(), "id": "other"}
    root = folder(other, ledger(WORK, agreement="other"))
    found = preview(
        load(root), "acme", "2026-04", records={"noc": root / "noc.csv"}, as_of=date(2026, 6, 1)
    )

    assert 11400 == found.measurements.measured[0].down
    assert "ledger" not in found.run["contracts"]


def test_two_ledgers_of_one_agreement_count_together(folder):
    """One for each year, say: the entries of both hold."""
    second = ledger(grant(records=["O1"]), id="second-ledger")
    root = folder(ledger(WORK), second)
    found = preview(
        load(root), "acme", "2026-04", records={"noc": root / "noc.csv"}, as_of=date(2026, 6, 1)
    )

    assert 0 == found.measurements.measured[0].down


def scenario(*entries, verdict):
    """A scenario of the two outages with entries of its own."""
    given = {
        "records": [
            {
                "source": "noc",
                "outages": [
                    {
                        "id": "O2",
                        "component": "network",
                        "from": "2026-04-12T03:00:00Z",
                        "until": "2026-04-12T05:10:00Z",
                    }
                ],
            }
        ],
        **({"ledger": list(entries)} if entries else {}),
    }
    return {
        "apiVersion": "slaspec/v1",
        "kind": "Scenario",
        "id": "scenario",
        "title": "Work on a Sunday",
        "agreement": "acme",
        "as_of": "2026-06-01",
        "period": "2026-04",
        "given": given,
        "expect": {"verdicts": [{"target": "up", "window": "2026-04", "verdict": verdict}]},
    }


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [((), "missed"), ((WORK,), "met"), ((grant(targets=["up"], windows=["2026-04"]),), "excused")],
)
def test_a_scenario_knows_its_own_entries(folder, entries, verdict):
    """What was announced or granted is part of what is given."""
    book = load(folder(scenario(*entries, verdict=verdict)))
    result = run_scenario(book, book.contracts["scenario"])

    assert () == result.failures


def test_a_scenario_does_not_know_the_ledger_of_the_book(folder):
    """What really happened in April changes no example that both sides agreed on."""
    book = load(folder(ledger(WORK), scenario(verdict="missed")))

    assert run_scenario(book, book.contracts["scenario"]).passed


def test_a_scenario_with_a_slip_in_an_exclusion_is_refused(folder):
    """An entry that could change nothing is named with its place."""
    book = load(folder(scenario({**WORK, "maintenance": "works"}, verdict="met")))
    with pytest.raises(LocatedError, match="'acme' has no exclusion 'works'"):
        run_scenario(book, book.contracts["scenario"])


def test_entries_hold_under_every_text_of_an_agreement(folder):
    """An amendment of May changes the target; the work of April and of May is excused under both."""
    amendment = {
        "apiVersion": "slaspec/v1",
        "kind": "Amendment",
        "id": "amendment",
        "title": "Stricter",
        "amends": {"agreement": "acme", "version": "1"},
        "version": "2",
        "effective": {"from": "2026-05-01"},
        "signatures": [
            {"party": "provider-co", "by": "p-one", "date": "2026-04-20"},
            {"party": "customer-co", "by": "c-one", "date": "2026-04-20"},
        ],
        "changes": [
            {"at": "targets/up/objective/availability", "was": "99.9%", "becomes": "99.95%"}
        ],
    }
    may = work("2026-05-10 02:00", "2026-05-10 06:00", "2026-04-20 10:00")
    book = load(folder(amendment, ledger(WORK, may)))
    rows = [
        {"number": "O2", "began": "2026-04-12 03:00", "ended": "2026-04-12 05:10"},
        {"number": "O3", "began": "2026-05-10 02:00", "ended": "2026-05-10 06:00"},
    ]
    tables = {"noc": [records(source(), rows)]}
    found = measure(book, "acme", tables, "2026-04..2026-05", date(2026, 7, 1)).measured

    assert [("1", 7800), ("2", 14400)] == [(m.version, m.excluded["maintenance"]) for m in found]
