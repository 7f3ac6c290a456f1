"""`slaspec profile`, the fixture `slaspec_stream`, and scenarios on a seeded stream."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from slaspec.cli import run
from slaspec.language.model import Profile
from slaspec.language.read import read_file
from slaspec.records.canonical import open_canonical, write_canonical
from slaspec.records.simulate.streams import Span, ticket_stream
from slaspec.records.sources import read_records
from slaspec.records.tickets import STATES
from slaspec.service_time.civil import local_time
from slaspec.use_cases.load import load

ROOT = Path(__file__).parents[2]
NORDIT = ROOT / "contracts" / "nordit"
LABEL = {
    "new": "New",
    "active": "In Progress",
    "waiting_customer": "Awaiting Customer",
    "waiting_supplier": "Awaiting Supplier",
    "resolved": "Resolved",
    "closed": "Closed",
    "cancelled": "Cancelled",
}
PRIORITY = {"P1": "1 - Critical", "P2": "2 - High", "P3": "3 - Moderate"}


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    """Three months of simulated tickets, written as the tool of Nordit exports them."""
    book = load(NORDIT)
    profile = book.contracts["desk-profile"]
    stream = ticket_stream(
        profile,
        Span(3, date(2026, 1, 5), date(2026, 3, 22)),
        "itsm-export",
        matrix=book.contracts["itil-3x3"],
        calendar=book.contracts["office-no"],
        count=3000,
    )
    table = stream.block(0)
    history, zone = table.history, profile.timezone
    lines = [
        "number,sys_mod_count,sys_updated_at,incident_state,priority,assignment_group,"
        "business_service,opened_at,assigned_at"
    ]
    shown = {code: code for code in LABEL}
    for i in range(len(table)):
        opened, assigned = (
            local_time(int(table.stamps[event][i]), zone).isoformat()
            for event in ("reported", "assigned")
        )
        service = {"service-desk": "Service Desk", "dealer-sites": "Dealer Sites"}[
            table.services[table.service[i]]
        ]
        for n, row in enumerate(range(history.first[i], history.first[i + 1])):
            state = LABEL.get(STATES[history.state[row]], "Cancelled")
            at = local_time(int(history.at[row]), zone).isoformat()
            priority = PRIORITY[table.priorities[history.priority[row]]]
            lines.append(
                f"{table.ids[i]},{n},{at},{state},{priority},Kari Berg,{service},{opened},{assigned}"
            )
    file = tmp_path_factory.mktemp("export") / "quarter.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def profiled(export, *more):
    return run(["profile", "--contracts", str(NORDIT), "--records", f"itsm-export={export}", *more])


def test_a_profile_is_written_and_can_be_used(export, tmp_path, capsys):
    """The file is a Profile without faults; what was counted is told beside it."""
    out = tmp_path / "desk.profile.yaml"
    code = profiled(
        export, "-o", str(out), "--calendar", "office-no", "--licence", "ours", "--id", "own"
    )
    told = capsys.readouterr()
    file = read_file(out, out.name)

    assert 0 == code, told.err
    assert () == tuple(file.findings)
    assert isinstance(file.contract, Profile)
    assert ("own", "ours", 3000) == (
        file.contract.id,
        file.contract.fitted_from.licence,
        file.contract.fitted_from.records,
    )
    assert "3,000 tickets, 3,000 used" in told.err
    assert "nothing is told of fewer than 10 records" in told.err
    assert "P3 to resolution" in told.err
    assert "tolerance" in told.err
    assert "beyond" not in told.err


def test_a_profile_holds_no_name_and_no_number_of_a_ticket(export, capsys):
    """The assignment group of the export is a person: it is not mapped, so it is nowhere."""
    profiled(export)
    text = capsys.readouterr().out

    assert text.startswith("apiVersion: slaspec/v1\nkind: Profile\n")
    assert "Kari" not in text
    assert "SIM-" not in text


def test_the_same_history_gives_the_same_text(export, capsys):
    """Nothing of the machine, the clock or the order of a set is in it."""
    profiled(export)
    once = capsys.readouterr()
    profiled(export)

    assert once == capsys.readouterr()


def test_a_file_that_is_there_stays(export, tmp_path, capsys):
    """An existing file is never overwritten."""
    out = tmp_path / "mine.yaml"
    out.write_text("mine", "utf-8")

    assert 2 == profiled(export, "-o", str(out))
    assert "is there already, and stays as it is" in capsys.readouterr().err
    assert "mine" == out.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--records", "itsm=x.csv"], "there is no data source 'itsm'; "),
        (["--records", "itsm-export=missing.csv"], "there is no file 'missing.csv'"),
        (["--records", "itsm-export"], "is not of the form SOURCE=FILE"),
        (
            ["--records", "itsm-export=missing.csv", "--calendar", "office"],
            "there is no calendar 'office'",
        ),
        (["--records", "itsm-export=x.csv", "--smallest-group", "0"], "0 is not in the range"),
    ],
)
def test_wrong_calls_are_answered_in_a_sentence(arguments, says, capsys):
    """Exit code 2 and what is wrong; never a traceback."""
    assert 2 == run(["profile", "--contracts", str(NORDIT), *arguments])
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--id", "My Desk"], "the profile cannot be named so"),
        (["--title", "x" * 300], "the profile cannot be named so"),
        (["--timezone", "Oslo"], "'Oslo' is not a time zone"),
    ],
)
def test_names_that_no_contract_may_have(export, tmp_path, arguments, says, capsys):
    """They are refused in a sentence, and nothing is written."""
    out = tmp_path / "desk.yaml"

    assert 2 == profiled(export, "-o", str(out), *arguments)
    assert says in capsys.readouterr().err
    assert not out.exists()


def test_a_calendar_that_does_not_know_the_history(export, capsys):
    """Office hours pinned from 2026 on say nothing of the holidays of 2016."""
    early = export.with_name("early.csv")
    early.write_text(export.read_text("utf-8").replace("2026-", "2016-"), "utf-8")

    assert 2 == profiled(early, "--calendar", "office-no")
    assert "is outside" in capsys.readouterr().err


def test_too_short_a_history(export, tmp_path, capsys):
    """A few rows are not told of."""
    file = tmp_path / "few.csv"
    file.write_text("".join(export.read_text("utf-8").splitlines(keepends=True)[:20]), "utf-8")

    assert 2 == profiled(file)
    assert "no priority has enough resolved tickets" in capsys.readouterr().err


def test_an_import_gives_the_profile_of_its_export(export, tmp_path, capsys):
    """3,000 tickets in five parts are one history."""
    profiled(export)
    expected = capsys.readouterr().out
    source = load(NORDIT).contracts["itsm-export"]
    kept = tmp_path / "quarter.parquet"
    write_canonical(kept, source, *read_in_one(source, export), rows_in_part=700)

    assert 5 == len(open_canonical(kept, kept.name))
    profiled(kept)
    assert expected == capsys.readouterr().out


def read_in_one(source, export):
    """The records of an export as one part, and what became of its rows."""
    records, report = read_records(source, export, shown=export.name)
    return [records], report


SCENARIO = """\
apiVersion: slaspec/v1
kind: Scenario
id: busy-month
title: A month as the desk knows it
agreement: acme-service-desk
as_of: 2026-12-01
period: 2026-04
given:
  records:
    - source: itsm-export
      stream: {{profile: desk-profile, seed: 7, from: 2026-04-01, through: 2026-04-30, count: {count}}}
expect:
  verdicts:
    - {{target: resolution, objective: P1, window: 2026-04, verdict: {verdict}}}
    - {{target: resolution, objective: P2, window: 2026-04, verdict: {verdict}}}
    - {{target: resolution, objective: P3, window: 2026-04, verdict: {verdict}}}
"""


def scenario_result(folder, **said):
    from slaspec.use_cases.scenario import run_scenario

    shutil.copytree(NORDIT, folder / "nordit")
    (folder / "nordit" / "busy.scenario.yaml").write_text(SCENARIO.format(**said), "utf-8")
    book = load(folder / "nordit")
    assert [] == [each for each in book.reading_findings if "busy" in each.span.file]
    return run_scenario(book, book.contracts["busy-month"])


def test_a_scenario_on_a_stream_is_measured(tmp_path):
    """400 tickets of a seed: all are counted or left out by a reason, twice with the same figures."""
    result = scenario_result(tmp_path / "one", count=400, verdict="met")
    again = scenario_result(tmp_path / "two", count=400, verdict="met")
    figures = [
        [(m.objective, m.met, m.counted) for m in each.measured["acme-service-desk"].measured]
        for each in (result, again)
    ]

    assert figures[0] == figures[1]
    assert 300 < sum(counted for _, _, counted in figures[0]) < 400


def test_a_scenario_on_silence(tmp_path):
    """A stream of no tickets is a month in which nothing happened."""
    assert scenario_result(tmp_path, count=0, verdict="not_measured").passed


def test_the_fixture_makes_streams(pytester):
    """`slaspec_stream` gives the user's own tests the streams of the profiles in the contracts."""
    shutil.copytree(NORDIT, pytester.path / "contracts")
    pytester.makeini("[pytest]\nslaspec_contracts = contracts\n")
    pytester.makepyfile(
        """
        from datetime import date
        import slaspec

        def test_march(slaspec_book, slaspec_stream):
            march = slaspec_stream(
                "desk-profile", "itsm-export", seed=7, first=date(2026, 3, 1), last=date(2026, 3, 31)
            )
            found = slaspec.measure(
                slaspec_book, "acme-service-desk", {"itsm-export": list(march)}, "2026-03",
                date(2026, 6, 1),
            )
            assert sum(each.counted for each in found.measured) > 200
        """
    )

    pytester.runpytest("test_the_fixture_makes_streams.py").assert_outcomes(passed=1)
