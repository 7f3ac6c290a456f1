"""`slaspec import`: an export read once, and previewed as if it were the export itself."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

import slaspec
from slaspec.cli import run
from slaspec.records.canonical import open_canonical
from slaspec.use_cases import import_records

DEMO = Path(slaspec.__file__).parent / "_demo"
PREVIEW = ["preview", "ferry-desk", "2026-03", "--contracts", "contracts", "--as-of", "2026-06-01"]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """The demo portfolio with its month of tickets; commands run in its folder."""
    shutil.copytree(DEMO / "contracts", tmp_path / "contracts")
    shutil.copy(DEMO / "records" / "tickets.csv", tmp_path / "tickets.csv")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def said(capsys):
    """`said(arguments)`: the exit code, what was printed, and what was complained of."""

    def call(*arguments):
        code = run(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return call


def imported(said, *more, output="tickets.parquet", file="tickets.csv", source="ticket-export"):
    return said("import", source, file, "-o", output, "--contracts", "contracts", *more)


def add_row(project, row):
    file = project / "tickets.csv"
    file.write_text(file.read_text("utf-8") + row + "\n", "utf-8")


def test_the_report_says_what_became_of_every_row(project, said):
    """Rows, records, precision, ambiguous times, gaps, where it went; exit code 0."""
    code, out, err = imported(said)

    assert (0, "") == (code, err)
    first, *rest = out.splitlines()
    assert first.startswith("Records ticket-export: ")
    assert "rows of tickets.csv" in first
    told = "\n".join(rest)
    assert "times: to the second, none ambiguous" in told
    assert "gaps: not known, the rows do not say what was before" in told
    assert "no contract" not in told
    assert rest[-1].startswith("Written: tickets.parquet, ")
    assert rest[-1].endswith(" tickets in 1 part")


def test_every_fault_stands_in_the_json(project, said):
    """The text names the first five; the JSON, by its schema, all of them."""
    for n in range(7):
        add_row(project, f"INC9{n},0,not a time,New,2 - Normal,2026-03-01 00:44:00,true")

    text = imported(said)[1]
    code, out, _ = imported(said, "--output-format", "json")

    data = json.loads(out)
    folder = Path(__file__).parents[2] / "schemas" / "output"
    schema = json.loads((folder / "import.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)
    assert "… and 2 more in the JSON output" in text
    assert (1, 7, {"unreadable time": 7}) == (
        code,
        len(data["source"]["faults"]),
        data["source"]["excluded"],
    )
    assert ("tickets.parquet", 1) == (data["output"], data["parts"])


def test_reasons_come_in_the_same_order_from_an_import(project, said):
    """By precedence, as in the statement of the export itself, which is the same byte by byte."""
    add_row(project, "INC97,0,2026-03-29 02:30:00,New,2 - Normal,2026-03-01 00:44:00,true")
    add_row(project, "INC98,0,2026-03-01 09:00:00,Draft,2 - Normal,2026-03-01 00:44:00,true")
    imported(said)

    said(*PREVIEW, "--records", "ticket-export=tickets.csv", "-o", "a.json", "-o", "a.txt")
    said(*PREVIEW, "--records", "ticket-export=tickets.parquet", "-o", "b.json", "-o", "b.txt")

    for suffix in ("json", "txt"):
        a, b = (project.joinpath(f"{name}.{suffix}").read_text("utf-8") for name in "ab")
        assert a == b
    assert ["unknown label", "time in a DST gap"] == list(
        json.loads((project / "a.json").read_text("utf-8"))["sources"][0]["excluded"]
    )


def test_a_record_that_is_left_out_is_named_and_ends_with_1(project, said):
    """The reason, the number and the first place; the others are imported."""
    used = imported(said)[1].splitlines()[-1]
    add_row(project, "INC9,0,not a time,New,2 - Normal,2026-03-01 00:44:00,true")

    code, out, _ = imported(said)

    line = len((project / "tickets.csv").read_text("utf-8").splitlines())
    assert 1 == code
    assert "left out: 1 for unreadable time" in out
    assert f"tickets.csv:{line}:3: ticket 'INC9' is left out" in out
    assert used == out.splitlines()[-1]


@pytest.mark.parametrize("suffix", ["json", "csv", "txt"])
def test_a_preview_of_the_imported_file_is_that_of_the_export(project, said, suffix):
    """The statement has the same bytes, down to the digest of the export."""
    imported(said)

    texts = []
    for file in ("tickets.csv", "tickets.parquet"):
        code, out, err = said(*PREVIEW, "--records", f"ticket-export={file}", "-o", f"out.{suffix}")
        assert "" == err
        texts.append((code, out, (project / f"out.{suffix}").read_bytes()))

    assert texts[0] == texts[1]


def test_the_export_is_not_needed_any_more(project, said):
    """What was imported stands by itself."""
    imported(said)
    (project / "tickets.csv").unlink()

    assert 0 == said(*PREVIEW, "--records", "ticket-export=tickets.parquet")[0]


def test_the_same_export_gives_the_same_bytes(project, said):
    """Twice imported, under two names."""
    imported(said)
    imported(said, output="again.parquet")

    assert (project / "tickets.parquet").read_bytes() == (project / "again.parquet").read_bytes()


def test_another_mapping_is_refused_with_what_differs(project, said):
    """The labels of the priorities have changed since: old records would be judged by old words."""
    imported(said)
    file = project / "contracts" / "tickets.yaml"
    old = 'P1: ["1 - Critical"]'
    file.write_text(file.read_text("utf-8").replace(old, 'P1: ["1 - Critical", "1"]'), "utf-8")

    code, _, err = said(*PREVIEW, "--records", "ticket-export=tickets.parquet")

    assert 2 == code
    assert "said something else under priorities" in err
    assert "slaspec import ticket-export tickets.csv -o tickets.parquet" in err


def test_words_that_do_not_change_the_reading_are_no_other_mapping(project, said):
    """A new title or description of the source does not make old records wrong."""
    imported(said)
    file = project / "contracts" / "tickets.yaml"
    file.write_text(file.read_text("utf-8") + "description: The tickets of the desk.\n", "utf-8")

    assert 0 == said(*PREVIEW, "--records", "ticket-export=tickets.parquet")[0]


def test_a_file_for_another_source_is_refused(project, said):
    """Two sources of one format must not be mistaken for each other."""
    imported(said)
    own = project / "contracts" / "tickets.yaml"
    text = own.read_text("utf-8")
    own.write_text(text.replace("id: ticket-export\n", "id: desk-log\n"), "utf-8")
    sla = project / "contracts" / "ferries.sla.yaml"
    for each in (sla, project / "contracts" / "operations.ola.yaml"):
        said_before = each.read_text("utf-8")
        each.write_text(said_before.replace("source: ticket-export", "source: desk-log"), "utf-8")

    code, _, err = said(*PREVIEW, "--records", "desk-log=tickets.parquet")

    assert 2 == code
    assert "was imported for the DataSource 'ticket-export', not for 'desk-log'" in err


def test_records_without_a_contract_are_counted(project, said):
    """A tenth of the work is of a service that nobody has agreed to."""
    file = project / "contracts" / "tickets.yaml"
    text = file.read_text("utf-8")
    service = next(line for line in text.splitlines() if line.startswith("service: "))
    text = text.replace(service + "\n", "").replace("{id: number,", "{id: number, service: system,")
    file.write_text(text, "utf-8")
    contracted = service.removeprefix("service: ")
    rows = [
        f"INC{n},0,2026-03-02 10:00:00,Closed,2 - Normal,2026-03-02 09:00:00,true,{system}"
        for n, system in enumerate([contracted] * 18 + ["pumps", "doors"])
    ]
    header = (project / "tickets.csv").read_text("utf-8").splitlines()[0] + ",system"
    (project / "tickets.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")

    code, out, _ = imported(said)
    _, text, _ = said(*PREVIEW, "--records", "ticket-export=tickets.parquet", "-o", "out.json")

    assert 0 == code
    named = "2 of 20 (10.00%) are of a service that no agreement here names: doors (1), pumps (1)"
    assert f"no contract: {named}" in out
    assert (
        "Note: 2 of 20 records of ticket-export (10.00%) are of a service that no agreement" in text
    )
    data = json.loads((project / "out.json").read_text("utf-8"))
    assert [2] == [source["without_contract"] for source in data["sources"]]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ticket-export", "tickets.csv", "-o", "out.csv"), "'out.csv' does not end in .parquet"),
        (("ticket", "tickets.csv", "-o", "out.parquet"), "there is no DataSource 'ticket'"),
        (("ticket-export", "gone.csv", "-o", "out.parquet"), "gone.csv"),
        (("ticket-export", "out.parquet", "-o", "out.parquet"), "is the file that is read"),
        (("ticket-export", "tickets.csv", "-o", "s3://bucket/out.parquet"), "is an address"),
        (("ticket-export", "https://files.example/t.csv", "-o", "out.parquet"), "is an address"),
    ],
)
def test_what_cannot_be_done_is_said(project, said, arguments, says):
    """A mistake is a sentence, and writes nothing."""
    code, out, err = said("import", *arguments, "--contracts", "contracts")

    assert code in (2, 3)
    assert "" == out
    assert says in err
    assert "Traceback" not in err
    assert not list(project.glob("**/*.parquet"))


def test_a_file_that_is_no_import_is_not_overwritten(project, said):
    """Another table under this name stays as it is."""
    (project / "tickets.parquet").write_bytes(b"PAR1 of somebody else")

    code, _, err = imported(said)

    assert 2 == code
    assert "'tickets.parquet' is there and was not made by slaspec import" in err
    assert b"PAR1 of somebody else" == (project / "tickets.parquet").read_bytes()


def test_an_imported_file_is_not_imported_again(project, said):
    """It is canonical already."""
    imported(said)

    code, _, err = imported(said, file="tickets.parquet", output="again.parquet")

    assert 2 == code
    assert "'tickets.parquet' is a canonical file already" in err


@pytest.mark.parametrize("kept", [4, 100, -1])
def test_a_damaged_import_is_refused_by_preview(project, said, kept):
    """Cut off on its way: a named error, no verdict."""
    imported(said)
    file = project / "tickets.parquet"
    whole = file.read_bytes()
    file.write_bytes(whole[: kept % len(whole)])

    code, out, err = said(*PREVIEW, "--records", "ticket-export=tickets.parquet")

    assert (2, "") == (code, out)
    assert "the Parquet file is damaged or cut off" in err


def test_parquet_that_is_no_import_is_refused_by_preview(project, said):
    """The source is CSV, and the file is a table of somebody else."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"number": ["INC1"]}), project / "other.parquet")

    code, _, err = said(*PREVIEW, "--records", "ticket-export=other.parquet")

    assert 2 == code
    assert "not the canonical file of a slaspec import" in err


def test_many_parts_give_the_same_statement(project, said):
    """A statement does not depend on how its records are cut."""
    from slaspec.records.canonical import write_canonical

    imported(said)
    held = open_canonical(project / "tickets.parquet", "tickets.parquet")
    source = slaspec.load("contracts").get("ticket-export", slaspec.language.model.DataSource)
    write_canonical(project / "parts.parquet", source, list(held), held.report, rows_in_part=3)

    one = said(*PREVIEW, "--records", "ticket-export=tickets.parquet")
    many = said(*PREVIEW, "--records", "ticket-export=parts.parquet")

    assert len(open_canonical(project / "parts.parquet", "")) > 3
    assert one == many


@pytest.mark.parametrize(
    ("counts", "share"),
    [
        ({"a": 1}, "less than 0.01%"),
        ({"a": 250}, "2.50%"),
        ({}, "0.00%"),
        ({"a": 10_000}, "100.00%"),
    ],
)
def test_a_share_is_cut_and_never_reads_none(counts, share):
    """One record in ten thousand five hundred is not 0.00 %."""
    total = 10_500 if counts == {"a": 1} else 10_000

    found = import_records.WithoutContract(counts, total)

    assert share == found.share
