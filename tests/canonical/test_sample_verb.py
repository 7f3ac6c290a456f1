"""`slaspec sample`: a few whole records of an export that may be committed."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import slaspec
from slaspec.cli import run
from slaspec.records.sampling import sample_of
from slaspec.records.sources import read_records
from slaspec.records.reading.rows import records_of_rows
from tests.canonical.canonical_build import (
    EACH_KIND,
    EVENTS_CSV,
    FIGURES_CSV,
    OUTAGES,
    OUTAGES_CSV,
    TICKETS,
    plain,
    source_of,
)

DEMO = Path(slaspec.__file__).parent / "_demo"
SAID = frozenset({"desk", "P1", "P2", "Back", "line", "core", "down", "partial", "up"})


@pytest.fixture
def export(tmp_path):
    """A file with this text."""

    def write(text, name="export.csv"):
        file = tmp_path / name
        file.write_text(text, "utf-8")
        return file

    return write


def sampled(source, file, wanted=50, said=SAID):
    return sample_of(source, file, said, shown=file.name, wanted=wanted)


def as_rows(sample):
    return [dict(zip(sample.header, row, strict=True)) for row in sample.rows]


def test_a_sample_of_tickets_by_hand(export):
    """Ids, people and groups that no contract names are pseudonyms; all that decides stays."""
    found = sampled(source_of(TICKETS), export(EVENTS_CSV))

    first, second, third, *_ = as_rows(found)
    assert (3, 3, 7) == (found.records, found.of, len(found.rows))
    assert {
        "number": "id-1",
        "opened": "2026-02-02 09:00",
        "updated": "2026-02-02 09:00",
        "state": "New",
        "priority": "2 - High",
        "team": "group-1",
        "service": "desk",
        "resolved": "",
        "caller": "caller-1",
        "made_sla": "",
    } == first
    assert ("id-1", "Back", "1 - Critical") == (
        second["number"],
        second["team"],
        second["priority"],
    )
    assert ("id-2", "service-1", "caller-2") == (third["number"], third["service"], third["caller"])


def test_nothing_that_is_not_mapped_and_no_person_is_in_it(export):
    """Whoever was in the export is not in the sample, wherever the name stood."""
    header, *lines = EVENTS_CSV.splitlines()
    text = "\n".join([f"{header},notes", *(f"{line},Ann rang: a@acme.example" for line in lines)])
    mapped = {**TICKETS, "columns": {**TICKETS["columns"], "remark": "notes"}}

    plainly = sampled(source_of(TICKETS), export(text))
    as_field = sampled(source_of(mapped), export(text))

    for found in (plainly, as_field):
        cells = {cell for row in found.rows for cell in row}
        assert not [cell for cell in cells for name in ("Ann", "Bo ", "INC", "@") if name in cell]
    assert "notes" not in plainly.header
    assert {"remark-1"} == {row["notes"] for row in as_rows(as_field)}


def test_a_record_that_cannot_be_used_is_not_shown(export):
    """INC3 has a state that stands for nothing: it proves nothing."""
    found = sampled(source_of(TICKETS), export(EVENTS_CSV))

    assert "2026-02-03 10:00" not in {row["opened"] for row in as_rows(found)}
    assert "Lost" not in {row["state"] for row in as_rows(found)}


def test_the_same_export_gives_the_same_sample(export):
    """Pseudonyms are numbered by first appearance, not by chance."""
    file = export(EVENTS_CSV)

    assert sampled(source_of(TICKETS), file) == sampled(source_of(TICKETS), file)


def many(count):
    """Tickets of which only one each is critical, of another service, or waits."""
    rows = []
    for i in range(count):
        priority = "1 - Critical" if i == count - 2 else "2 - High"
        service = "line" if i == count - 3 else "desk"
        state = "Waiting" if i == count - 4 else "Active"
        day = f"2026-02-{i % 27 + 1:02}"
        closed = f"{day} 12:00" if i == count - 5 else ""
        for hour, each in (("09:00", "New"), ("10:00", state), ("12:00", "Closed")):
            rows.append(
                f"INC{i},{day} 09:00,{day} {hour},{each},{priority},Front,{service},{closed},X,"
            )
    header = EVENTS_CSV.splitlines()[0]
    return "\n".join([header, *rows]) + "\n"


def test_everything_that_occurs_is_in_a_small_sample(export):
    """Of 500 tickets ten are shown, and each priority, service, state and event is among them."""
    found = sampled(source_of(TICKETS), export(many(500)), wanted=10)
    rows = as_rows(found)

    assert (10, 500, 30) == (found.records, found.of, len(rows))
    assert {"1 - Critical", "2 - High"} == {row["priority"] for row in rows}
    assert {"desk", "line"} == {row["service"] for row in rows}
    assert {"New", "Active", "Waiting", "Closed"} == {row["state"] for row in rows}
    assert {True, False} == {bool(row["resolved"]) for row in rows}


def test_what_must_be_shown_is_shown_beyond_the_number(export):
    """One record is asked for; five are needed to show all that happens."""
    found = sampled(source_of(TICKETS), export(many(500)), wanted=1)

    assert 5 == found.records


def verdict_relevant(records, source):
    """A table of tickets without what is only a name: ids, and groups that no contract names."""
    shown = plain(records)
    for key in ("ids", "fields", "groups", "services", "service", "source"):
        shown.pop(key)
    names = (*records.groups, None)
    shown["history"]["group"] = [
        names[code] if names[code] in SAID else None for code in records.history.group.tolist()
    ]
    names = [name if name in SAID else "other" for name in records.services]
    shown["of"] = [names[code] for code in records.service.tolist()]
    return shown


TIMES = st.integers(0, 27 * 24 * 60 - 1).map(
    lambda m: f"2026-02-{m // 1440 + 1:02} {m % 1440 // 60:02}:{m % 60:02}"
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["A", "B", "C", "D"]),
            TIMES,
            st.sampled_from(["New", "Active", "Waiting", "Resolved", "Closed"]),
            st.sampled_from(["1 - Critical", "2 - High", ""]),
            st.sampled_from(["Front", "Back", ""]),
            st.sampled_from(["desk", "print"]),
            st.sampled_from(["yes", "no", "perhaps", ""]),
        ),
        min_size=1,
        max_size=25,
    )
)
def test_a_sample_read_back_is_the_same_records(tmp_path_factory, rows):
    """Whatever the export: by the same DataSource the sample gives the records it shows."""
    opened = "2026-01-31 09:00"
    lines = [
        f"{id},{opened},{at},{state},{priority},{team},{service},,Somebody,{met}"
        for id, at, state, priority, team, service, met in sorted(rows, key=lambda row: row[1])
    ]
    file = tmp_path_factory.mktemp("law") / "export.csv"
    file.write_text("\n".join([EVENTS_CSV.splitlines()[0], *lines]) + "\n", "utf-8")
    source = source_of(TICKETS)
    records, _ = read_records(source, file, shown="export.csv")
    assume(len(records))  # of none that can be used there is no sample

    found = sampled(source, file)
    again, report = records_of_rows(source, as_rows(found), "sample.csv")

    assert {} == report.excluded
    assert verdict_relevant(records, source) == verdict_relevant(again, source)


@pytest.mark.parametrize(("keys", "text"), EACH_KIND[1:], ids=["outages", "probes", "figures"])
def test_outages_probes_and_figures_are_read_back(export, keys, text):
    """All rows of a small export, with made-up numbers, and otherwise the same table."""
    source, file = source_of(keys), export(text)
    records, _ = read_records(source, file, shown="export.csv")

    again, _ = records_of_rows(source, as_rows(sampled(source, file)), "sample.csv")

    names = ("ids", "incidents", "fields")
    assert {k: v for k, v in plain(records).items() if k not in names} == {
        k: v for k, v in plain(again).items() if k not in names
    }


def test_outages_keep_their_classes_and_shares(export):
    """What was down and for how many users decides; the number of the case does not."""
    rows = as_rows(sampled(source_of(OUTAGES), export(OUTAGES_CSV)))

    assert ["id-1", "id-2", "id-3"] == [row["case"] for row in rows]
    assert [("down", "25%"), ("partial", ""), ("down", "100%")] == [
        (row["what"], row["users"]) for row in rows
    ]
    assert ["incident-1", "", "incident-2"] == [row["incident"] for row in rows]


def test_rows_show_each_label_and_no_row_that_cannot_be_read(export):
    """The only partial outage of a thousand is in a sample of five; the broken row is not."""
    rows = [f"O{i},2026-02-02 09:00,2026-02-02 09:10,line,down,,I{i}" for i in range(1000)]
    rows[800] = rows[800].replace("down", "partial")
    rows[0] = rows[0].replace("09:10", "08:10")
    header = OUTAGES_CSV.splitlines()[0]

    found = sampled(source_of(OUTAGES), export("\n".join([header, *rows]) + "\n"), wanted=5)

    assert {"down", "partial"} == {row["what"] for row in as_rows(found)}
    assert (5, 999) == (found.records, found.of)
    assert "2026-02-02 08:10" not in {row["ended"] for row in as_rows(found)}


def test_rows_are_spread_over_the_whole_export(export):
    """Ten of six hundred outages, one a minute: not the first ten minutes, but all ten hours."""
    rows = [
        f"O{i},2026-02-02 {9 + i // 60:02}:{i % 60:02},2026-02-02 23:00,line,down,,I{i}"
        for i in range(600)
    ]
    header = OUTAGES_CSV.splitlines()[0]

    found = sampled(source_of(OUTAGES), export("\n".join([header, *rows]) + "\n"), wanted=10)

    hours = [row["began"][11:13] for row in as_rows(found)]
    assert (10, 600) == (found.records, found.of)
    assert 9 <= len(set(hours))


def test_values_in_one_cell_are_named_one_by_one(export):
    """A cell with two components: the one that a contract names stays."""
    columns = {
        **OUTAGES["columns"],
        "component": {"column": "part", "many": True, "separator": "|"},
    }
    text = OUTAGES_CSV.replace(",line,down", ",line|Ann's laptop,down")

    rows = as_rows(sampled(source_of(OUTAGES, columns=columns), export(text)))

    assert ["line|component-1", "line", "core"] == [row["part"] for row in rows]


def test_a_pseudonym_is_no_name_that_means_something(export):
    """A team that the contract calls group-1 is not mixed up with a made-up one."""
    text = EVENTS_CSV.replace("Back", "group-1").replace("Front", "Zed")

    rows = as_rows(sampled(source_of(TICKETS), export(text), said=SAID | {"group-1"}))

    assert ["group-2", "group-1"] == [row["team"] for row in rows[:2]]


def test_cells_that_are_never_read_are_emptied(export):
    """A remark where a time should be, in a row whose time does not count."""
    text = EVENTS_CSV.replace(
        "Active,1 - Critical,Back,desk,,", "Active,1 - Critical,Back,desk,Ann,"
    )

    rows = as_rows(sampled(source_of(TICKETS), export(text)))

    assert "" == rows[1]["resolved"]


def test_a_file_of_nothing_usable_has_no_sample(export):
    """It would show nothing."""
    file = export(EVENTS_CSV.splitlines()[0] + "\n")

    with pytest.raises(slaspec.errors.UsageError, match="a sample would show nothing"):
        sampled(source_of(TICKETS), file)


def test_windows_and_numbers_of_figures_stay(export):
    """Figures by month: the month, the value, nothing else."""
    source = source_of(
        {"records": "value", "service": "desk"},
        columns={"window": "month", "value": "points", "by": "who"},
    )
    rows = as_rows(sampled(source, export("month,points,who\n2026-02,4.5,Ann\n2026-03,4.6,Bo\n")))

    assert [("2026-02", "4.5", "by-1"), ("2026-03", "4.6", "by-2")] == [
        tuple(row[name] for name in ("month", "points", "who")) for row in rows
    ]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """The demo's contracts and tickets; commands run in their folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tickets.csv").write_bytes((DEMO / "records" / "tickets.csv").read_bytes())
    return tmp_path


def call(*arguments):
    contracts = ("--contracts", str(DEMO / "contracts"))
    return run(["sample", "ticket-export", "tickets.csv", *arguments, *contracts])


def test_the_verb_writes_a_flat_file(project, capsys):
    """Header and rows as every format can be read from; how many records it shows."""
    assert 0 == call("-o", "sample.csv", "--records", "5")

    rows = list(csv.reader(io.StringIO((project / "sample.csv").read_text("utf-8"))))
    header = (project / "tickets.csv").read_text("utf-8").splitlines()[0].split(",")
    assert sorted(header) == sorted(rows[0])
    assert f"sample.csv: {len(rows) - 1} rows, 5 of " in capsys.readouterr().out


def test_a_file_that_is_there_is_replaced_by_force_only(project, capsys):
    """What somebody has looked through is not lost by a second run."""
    (project / "sample.csv").write_text("mine", "utf-8")

    assert 2 == call("-o", "sample.csv")
    assert "'sample.csv' is there already; name another file, or say --force" in (
        capsys.readouterr().err
    )
    assert "mine" == (project / "sample.csv").read_text("utf-8")
    assert 0 == call("-o", "sample.csv", "--force")
    assert "mine" != (project / "sample.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("-o", "sample.txt"), "does not end in .csv"),
        (("-o", "tickets.csv", "--force"), "is the file that is read"),
        (("-o", "s.csv", "--records", "0"), "--records 0 is not between 1 and 10,000"),
    ],
)
def test_mistakes_write_nothing(project, capsys, arguments, says):
    """A sentence, exit code 2, and every file as it was."""
    before = (project / "tickets.csv").read_bytes()

    assert 2 == call(*arguments)
    assert says in capsys.readouterr().err
    assert [project / "tickets.csv"] == list(project.iterdir())
    assert before == (project / "tickets.csv").read_bytes()


def test_a_sample_keeps_a_portfolio_green(project, capsys):
    """The rules on committed samples, M006 and M110 to M115, find nothing wrong with it."""
    contracts = project / "contracts"
    contracts.mkdir()
    for file in (DEMO / "contracts").iterdir():
        (contracts / file.name).write_bytes(file.read_bytes())
    assert 0 == call("-o", "contracts/sample.csv")
    source = contracts / "tickets.yaml"
    source.write_text(source.read_text("utf-8") + "sample: sample.csv\n", "utf-8")
    capsys.readouterr()

    run(["check", "contracts", "--as-of", "2026-06-01", "--output-format", "json"])

    rules = {found["rule"] for found in json.loads(capsys.readouterr().out)["findings"]}
    assert set() == {rule for rule in rules if rule == "M006" or rule.startswith("M11")}
