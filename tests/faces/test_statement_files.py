"""`slaspec preview -o`: every file of a statement, all of them or none, and their manifest."""

import csv
import errno
import hashlib
import json
import os

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from slaspec.cli import run
from slaspec.language.schemas import folder
from slaspec.report.files import write_together

PREVIEW = [
    *("preview", "ferry-desk", "2026-03", "--as-of", "2026-04-20"),
    *("--records", "ticket-export=tickets.csv"),
]
NOTE = """\
number: CN-1
issued: 2026-04-21
vat: {category: S, rate: 25%}
invoice: {number: INV-3}
"""


@pytest.fixture
def said(capsys):
    """`said(arguments)` runs the program here: exit code, standard output, standard error."""

    def call(*arguments):
        capsys.readouterr()
        code = run(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


@pytest.fixture
def note(project):
    """The file of facts of a credit note, beside the contracts."""
    file = project.folder / "note.yaml"
    file.write_text(NOTE, "utf-8")
    return file


def written(project):
    """The names of the files beside the contracts."""
    return {path.name for path in project.folder.iterdir() if path.is_file()}


def test_all_files_of_one_call_tell_the_same_amount(project, said, note):
    """5,400.00 SEK in JSON, CSV, XLSX, text and, with 25% VAT, in the credit note."""
    files = ["s.json", "s.csv", "s.xlsx", "s.txt", "s.xml"]

    code, out, _ = said(
        *PREVIEW, *(w for f in files for w in ("-o", f)), "--credit-note", "note.yaml"
    )

    assert 0 == code
    assert "5400.00" == json.loads((project.folder / "s.json").read_text())["total"]
    assert ",5400.00,0.00," in (project.folder / "s.csv").read_text()
    book = openpyxl.load_workbook(project.folder / "s.xlsx", data_only=True)
    cells = [cell.value for row in book["Summary"].iter_rows(max_col=2) for cell in row]
    assert 5400 == cells[cells.index("Owed to the customer") + 1]
    assert out == (project.folder / "s.txt").read_text("utf-8")
    credit_note = (project.folder / "s.xml").read_text("utf-8")
    assert '<cbc:PayableAmount currencyID="SEK">6750.00</cbc:PayableAmount>' in credit_note


def test_the_manifest_lists_every_file_with_its_digest(project, said, note):
    """Whoever gets the files can see that they are the ones that were written, and from what."""
    options = ["-o", "out/s.csv", "-o", "s.xml", "--credit-note", "note.yaml"]

    assert 0 == said(*PREVIEW, *options, "--manifest", "out/manifest.json")[0]

    data = json.loads((project.folder / "out" / "manifest.json").read_text("utf-8"))
    schema = json.loads((folder("output") / "manifest.schema.json").read_text("utf-8"))
    assert [] == list(Draft202012Validator(schema).iter_errors(data))
    assert ["s.csv", "../s.xml"] == [each["file"] for each in data["files"]]
    for each in data["files"]:
        content = (project.folder / "out" / each["file"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (
            each["bytes"],
            each["sha256"],
        )
    assert hashlib.sha256(NOTE.encode()).hexdigest() == data["credit_note"]
    records = (project.folder / "tickets.csv").read_bytes()
    [statement] = data["statements"]
    assert {"ticket-export": hashlib.sha256(records).hexdigest()} == statement["run"]["records"]


@pytest.mark.parametrize(
    "charges",
    [
        "period,service,amount,invoice\n2026-03,service-desk,180000.00 SEK,INV-9\n",
        "period,service,amount,invoice,kind\n"
        "2026-03,service-desk,180000.00 SEK,INV-9,recurring\n"
        "2026-03,service-desk,1.00 SEK,INV-8,one_off\n",
    ],
)
def test_the_invoice_of_the_charges_is_credited(project, said, note, charges):
    """The column `invoice` of the file of charges stands in CSV and credit note."""
    note.write_text(NOTE.replace("invoice: {number: INV-3}\n", ""), "utf-8")
    (project.folder / "charges.csv").write_text(charges, "utf-8")
    options = ["-o", "s.csv", "-o", "s.xml", "--credit-note", "note.yaml"]

    assert 0 == said(*PREVIEW, "--charges", "charges.csv", *options)[0]

    [row] = csv.DictReader((project.folder / "s.csv").read_text("utf-8").splitlines())
    assert "INV-9" == row["preceding_invoice"]
    assert "<cbc:ID>INV-9</cbc:ID>" in (project.folder / "s.xml").read_text("utf-8")


def test_a_spreadsheet_of_europe_gets_semicolons(project, said):
    """`--csv-dialect semicolon`: decimal comma and the mark of UTF-8."""
    said(*PREVIEW, "-o", "s.csv", "--csv-dialect", "semicolon")

    content = (project.folder / "s.csv").read_bytes()
    assert content.startswith(b'\xef\xbb\xbf"contract_id";')
    assert b";5400,00;0,00;" in content


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["-o", "s.xml"], "'s.xml' is a credit note: give its number, date and VAT"),
        (["-o", "s.csv", "--credit-note", "note.yaml"], "--credit-note is for a credit note"),
        (["-o", "s.html"], "'s.html' ends in none of .json, .csv, .txt, .xlsx, .xml"),
        (["-o", "s.csv", "-o", "./s.csv"], "written twice"),
        (["-o", "tickets.csv"], "'tickets.csv' is read already"),
        (["-o", "m.json", "--manifest", "m.json"], "written twice"),
        (["-o", "s.csv", "--manifest", "m.txt"], "'m.txt' does not end in .json"),
        (["-o", "s.csv", "--csv-dialect", "tabs"], "--csv-dialect"),
        (["-o", "s.xml", "--credit-note", "none.yaml"], "'none.yaml' cannot be read"),
    ],
)
def test_a_wrong_call_writes_nothing(project, said, note, options, says):
    """One sentence and exit code 2, before anything is read or written."""
    before = written(project)

    code, out, err = said(*PREVIEW, *options)

    assert (2, "") == (code, out)
    assert says in err
    assert before == written(project)


def test_a_party_without_its_vat_number_is_named_and_nothing_is_written(project, said, note):
    """The other files of the call are not written either: the call is answered whole or not."""
    file = project.contracts / "parties.yaml"
    file.write_text(file.read_text("utf-8").replace(", vat_id: NO999999999MVA", ""), "utf-8")
    before = written(project)

    code, out, err = said(*PREVIEW, "-o", "s.csv", "-o", "s.xml", "--credit-note", "note.yaml")

    assert 2 == code
    assert "parties.yaml:6:5: a credit note needs 'vat_id' of organisation 'fjord-it'" in err
    assert before == written(project)


def test_a_folder_that_cannot_be_made_leaves_all_others_as_they_were(project, said):
    """Exit code 3, the file's name, and no half of the files."""
    before = written(project)

    code, _, err = said(*PREVIEW, "-o", "s.csv", "-o", "note/s.xlsx", "-o", "tickets.csv/s.json")

    assert (3, before) == (code, written(project))
    assert "'tickets.csv/s.json' cannot be written" in err


def test_a_full_disk_leaves_all_others_as_they_were(project, said, monkeypatch):
    """The first file is written already when there is no room for the second: neither stays."""
    before, synced = written(project), []

    def fsync(handle):
        synced.append(handle)
        if len(synced) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)

    code, _, err = said(*PREVIEW, "-o", "s.csv", "-o", "s.xlsx", "--manifest", "m.json")

    assert (3, before) == (code, written(project))
    assert "'s.xlsx' cannot be written: No space left on device" in err


def test_a_folder_in_the_place_of_a_file_leaves_all_others_as_they_were(project, said):
    """The file that was there stays, and no temporary one is left behind."""
    (project.folder / "s.xlsx").mkdir()
    (project.folder / "s.csv").write_text("old", "utf-8")
    before = written(project)

    code, _, err = said(*PREVIEW, "-o", "s.csv", "-o", "s.xlsx", "--manifest", "m.json")

    assert (3, before) == (code, written(project))
    assert "old" == (project.folder / "s.csv").read_text("utf-8")
    assert "'s.xlsx' cannot be written: Is a directory" in err


def test_bytes_and_text_are_written_together(tmp_path):
    """Bytes as they are, text as UTF-8, in the order given."""
    write_together({tmp_path / "a": b"\x00\xff", tmp_path / "b": "é"})

    assert (b"\x00\xff", b"\xc3\xa9") == tuple((tmp_path / n).read_bytes() for n in "ab")
