"""
A book: every contract below a root, read once, joined by ids; nothing that is named like one is skipped.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from slaspec.errors import LocatedError, UsageError
from slaspec.language import read as reading
from slaspec.language.book import SECTIONS, Book, contract_paths, duplicate_ids, load_book
from slaspec.language.decoding import LARGEST_FILE_BYTES
from slaspec.language.model import Agreement, Calendar, Contract, Terms
from slaspec.language.read import calendar_from_mapping, read_file, read_text

CALENDAR = """\
apiVersion: slaspec/v1
kind: Calendar
id: {id}
title: Office hours
timezone: Europe/Oslo
open: {{mon-fri: ["08:00-17:00"]}}
"""
TERMS = """\
# the general terms
apiVersion: slaspec/v1
kind: Terms
id: general
title: General terms
version: "2026-1"
currency: EUR
timezone: Europe/Oslo
changes: {consent: mutual, notice: 30 days}
"""
AGREEMENT = """\
apiVersion: slaspec/v1
kind: SLA
id: desk
title: Service desk
version: "1"
terms: {use: general, version: "2026-1"}
effective: {from: 2026-01-01}
currency: NOK
"""


def put(root: Path, name: str, text: str | bytes = "") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        text if isinstance(text, bytes) else (text or CALENDAR.format(id="c")).encode()
    )
    return path


def rules(book: Book) -> list[tuple[str, str]]:
    return [(finding.span.file, finding.rule) for finding in book.reading_findings]


# ------------------------------------------------------------------------------------ what is found


def test_collects_both_suffixes_in_any_letter_case_by_name(tmp_path: Path) -> None:
    """
    `.yaml` and `.yml` files in any letter case are contracts, in the order of their names.
    """
    for name in ("z.yaml", "B.YAML", "a/x.yml", "a/Y.Yml", "notes.md", "yaml", "x.yaml.bak"):
        put(tmp_path, name, CALENDAR.format(id=f"c-{name.lower().replace('/', '-')[:1]}"))

    book = load_book(tmp_path, "contracts")

    assert ["contracts/B.YAML", "contracts/a/Y.Yml", "contracts/a/x.yml", "contracts/z.yaml"] == [
        file.file for file in book.files
    ]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    """
    What begins with a point belongs to tools, not to the book.
    """
    put(tmp_path, "a.yaml")
    for name in (".git/x.yaml", ".hidden.yaml", "a/.venv/deep/x.yaml"):
        put(tmp_path, name, "no: contract")

    assert ["a.yaml"] == [path.name for path in contract_paths(tmp_path)]


def test_one_file_is_a_book_of_its_own(tmp_path: Path) -> None:
    """
    A single file can be loaded, whatever its name; its folder is the root.
    """
    path = put(tmp_path, "one.contract")

    book = load_book(path)

    assert tmp_path == book.root
    assert [str(path)] == [file.file for file in book.files]
    assert {"c"} == set(book.contracts)


@pytest.mark.parametrize(
    ("shown", "expected"), [(".", "a/x.yaml"), ("", "a/x.yaml"), ("k/", "k/a/x.yaml")]
)
def test_files_are_named_as_the_root_was_written(tmp_path: Path, shown: str, expected: str) -> None:
    """
    Findings name files relative to how the root was given.
    """
    put(tmp_path, "a/x.yaml")

    assert [expected] == [file.file for file in load_book(tmp_path, shown).files]


def test_an_empty_folder_is_no_book(tmp_path: Path) -> None:
    """
    Where nothing is found nothing may look checked.
    """
    put(tmp_path, "readme.md", "x")

    with pytest.raises(UsageError, match="no contracts found below 'here'"):
        load_book(tmp_path, "here")


def test_a_root_that_does_not_exist(tmp_path: Path) -> None:
    """
    A misspelt root is a mistake of the call.
    """
    with pytest.raises(UsageError, match="there is no file or folder"):
        load_book(tmp_path / "nowhere")


# -------------------------------------------------------------------------- what is no regular file


def test_a_link_is_a_finding(tmp_path: Path) -> None:
    """
    A symbolic link is not read, also where it leads to a good contract; a dangling one neither.
    """
    put(tmp_path, "out/c.txt")
    root = tmp_path / "root"
    root.mkdir()
    (root / "a.yaml").symlink_to(tmp_path / "out" / "c.txt")
    (root / "b.yaml").symlink_to(tmp_path / "missing")

    book = load_book(root, "root")

    assert [("root/a.yaml", "Y014"), ("root/b.yaml", "Y014")] == rules(book)
    assert "symbolic link" in book.reading_findings[0].message
    assert {} == book.contracts


def test_a_folder_named_like_a_contract_is_a_finding(tmp_path: Path) -> None:
    """
    A folder `x.yaml` is reported, and what lies in it is read all the same.
    """
    put(tmp_path, "x.yaml/y.yaml")

    book = load_book(tmp_path, "root")

    assert [("root/x.yaml", "Y014")] == rules(book)
    assert "this is not a regular file" == book.reading_findings[0].message
    assert {"c"} == set(book.contracts)


def test_a_link_to_a_folder_with_contracts_is_a_finding(tmp_path: Path) -> None:
    """
    Contracts behind a link to a folder are not read, and that is said; a link to other things is no matter.
    """
    put(tmp_path, "elsewhere/deep/x.yaml")
    put(tmp_path, "pictures/x.png", "x")
    put(tmp_path, "root/a.yaml")
    (tmp_path / "root" / "olas").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "root" / "img").symlink_to(tmp_path / "pictures")

    book = load_book(tmp_path / "root", "root")

    assert [("root/olas", "Y014")] == rules(book)
    assert "this folder is a symbolic link: it is not searched" == book.reading_findings[0].message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_a_finding_and_does_not_block(tmp_path: Path) -> None:
    """
    A named pipe is refused unopened: opening it would wait for a writer for ever.
    """
    os.mkfifo(tmp_path / "p.yaml")

    assert [("root/p.yaml", "Y014")] == rules(load_book(tmp_path, "root"))


def test_a_file_without_permission_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A file that cannot be opened is reported with the reason of the system.
    """
    put(tmp_path, "a.yaml")

    def denied(*_: Any, **__: Any) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(reading.os, "open", denied)
    book = load_book(tmp_path, "root")

    assert [("root/a.yaml", "Y014")] == rules(book)
    assert "this file cannot be read: Permission denied" == book.reading_findings[0].message


def test_a_folder_without_permission_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A folder that cannot be searched may hold contracts: it is never passed over in silence.
    """
    put(tmp_path, "a.yaml")
    put(tmp_path, "closed/b.yaml")
    scan = os.scandir

    def denied(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", denied)
    book = load_book(tmp_path, "root")

    assert [("root/closed", "Y014")] == rules(book)
    assert "this folder cannot be read" == book.reading_findings[0].message


def test_a_file_that_vanishes_is_a_finding(tmp_path: Path) -> None:
    """
    A file that is gone when it is read is reported like any other that cannot be read.
    """
    result = read_file(tmp_path / "gone.yaml", "gone.yaml")

    assert ["Y014"] == [finding.rule for finding in result.findings]


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (bytes(range(256)), "Y013"),
        (b"\x89PNG\r\n\x1a\n\x00", "Y013"),
        (b"", "Y005"),
        (b"x" * (LARGEST_FILE_BYTES + 1), "Y012"),
        (b"a" * 200 + b"\x00", "Y007"),
    ],
)
def test_what_is_no_text_is_a_finding(tmp_path: Path, raw: bytes, rule: str) -> None:
    """
    Binary, empty and huge files named like contracts are findings of their own.
    """
    put(tmp_path, "x.yaml", raw)

    assert [("root/x.yaml", rule)] == rules(load_book(tmp_path, "root"))


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    """
    Of a file beyond the limit one byte more than the limit is read.
    """
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(10 * 1024**3)  # sparse

    [found] = read_file(path, "big.yaml").findings

    assert "the file has 1,048,577 bytes; a contract has at most 1,048,576" == found.message


def test_a_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    """
    One file that cannot be read leaves all the others readable.
    """
    put(tmp_path, "a.yaml", "a: [")
    put(tmp_path, "b.yaml")

    book = load_book(tmp_path, "root")

    assert {"c"} == set(book.contracts)
    assert [("root/a.yaml", "Y001")] == rules(book)


# -------------------------------------------------------------------------------- joined by their ids


def test_of_two_with_one_id_the_first_by_file_name_counts(tmp_path: Path) -> None:
    """
    A duplicate id keeps the first file's contract and reports the second with the place of the first.
    """
    put(tmp_path, "b.yaml", CALENDAR.format(id="same"))
    put(tmp_path, "a.yaml", "# one line more\n" + CALENDAR.format(id="same"))
    put(tmp_path, "c.yaml", CALENDAR.format(id="other"))

    book = load_book(tmp_path, "root")
    [(second, first)] = duplicate_ids(book.files)

    assert {"same", "other"} == set(book.contracts)
    assert "root/a.yaml:2:1" == str(book.contracts["same"].at.span)
    assert "root/b.yaml" == second.at.span.file
    assert "root/a.yaml:4:5" == str(first)


def test_asking_by_kind(tmp_path: Path) -> None:
    """
    `of` and `get` give contracts of one class; an id of another kind is not there.
    """
    put(tmp_path, "c.yaml", CALENDAR.format(id="office"))
    put(tmp_path, "t.yaml", TERMS)
    book = load_book(tmp_path)

    assert ["office"] == [calendar.id for calendar in book.of(Calendar)]
    assert book.get("office", Calendar) is book.contracts["office"]
    assert book.get("office", Terms) is None
    assert book.get("nobody", Calendar) is None
    assert book.get(None, Calendar) is None


def test_an_unknown_agreement_names_those_that_there_are(tmp_path: Path) -> None:
    """
    Whoever mistypes an id sees the ids that there are.
    """
    put(tmp_path, "a.yaml", AGREEMENT)
    put(tmp_path, "c.yaml")

    with pytest.raises(UsageError, match="no agreement 'dsk'.*there are: desk"):
        load_book(tmp_path).agreement("dsk")
    with pytest.raises(UsageError, match="there are: none"):
        load_book(tmp_path / "c.yaml").agreement("dsk")


# -------------------------------------------------------------------------------------------- Terms


def with_terms(root: Path, agreement: str = AGREEMENT, terms: str = TERMS) -> Book:
    put(root, "desk.yaml", agreement)
    put(root, "terms.yaml", terms)
    return load_book(root, "root")


def test_sections_of_terms_fill_what_the_agreement_leaves_open(tmp_path: Path) -> None:
    """
    A section comes from the Terms as a whole where the agreement has none; else the agreement's stands.
    """
    book = with_terms(tmp_path)

    assert () == book.reading_findings
    whole = book.agreement("desk")

    assert "Europe/Oslo" == str(whole.timezone)
    assert "NOK" == whole.currency
    assert whole.changes is not None
    assert ("desk", "Service desk", "SLA") == (whole.id, whole.title, whole.kind)
    assert whole.metrics is None


def test_a_part_from_terms_keeps_its_place_in_the_terms(tmp_path: Path) -> None:
    """
    A finding about a section of the Terms points into the file of the Terms.
    """
    whole = with_terms(tmp_path).agreement("desk")
    assert whole.changes is not None

    assert "root/terms.yaml:9:10" == str(whole.changes.at.span)
    assert "root/terms.yaml:9:36" == str(whole.changes.at.of("notice").span)
    assert "root/desk.yaml:7:12" == str(whole.effective.at.span)


def test_terms_of_another_version_are_not_used(tmp_path: Path) -> None:
    """
    The version is pinned: other Terms give nothing, rather than something else.
    """
    book = with_terms(tmp_path, terms=TERMS.replace('"2026-1"', '"2026-2"'))
    desk = book.get("desk", Agreement)
    assert desk is not None

    assert book.terms_of(desk) is None
    assert book.agreement("desk").timezone is None


def test_a_version_written_as_a_number_is_the_same_version(tmp_path: Path) -> None:
    """
    `version: 3.10` and `"3.10"` are one version, and 3.1 is another.
    """
    ten = TERMS.replace('"2026-1"', "3.10")

    assert (
        "EUR"
        == with_terms(
            tmp_path / "a",
            AGREEMENT.replace('"2026-1"', '"3.10"').replace("currency: NOK\n", ""),
            ten,
        )
        .agreement("desk")
        .currency
    )
    assert (
        with_terms(
            tmp_path / "b", AGREEMENT.replace('"2026-1"', "3.1").replace("currency: NOK\n", ""), ten
        )
        .agreement("desk")
        .currency
        is None
    )


def test_an_agreement_cannot_use_another_kind_as_terms(tmp_path: Path) -> None:
    """
    Only a document of kind Terms is used as Terms.
    """
    book = with_terms(tmp_path, terms=CALENDAR.format(id="general"))
    desk = book.get("desk", Agreement)
    assert desk is not None

    assert book.terms_of(desk) is None
    assert desk is book.agreement("desk")


def test_the_whole_is_joined_once(tmp_path: Path) -> None:
    """
    The same question gives the same object: joined sections are not built again for each rule.
    """
    book = with_terms(tmp_path)

    assert book.agreement("desk") is book.agreement("desk")


def test_the_second_of_two_with_one_id_never_stands_for_the_first(tmp_path: Path) -> None:
    """
    Asking for the whole of a duplicate does not change what its id means.
    """
    put(tmp_path, "z.yaml", AGREEMENT.replace("NOK", "SEK"))
    book = with_terms(tmp_path)
    [(second, _)] = duplicate_ids(book.files)
    assert isinstance(second, Agreement)

    assert "SEK" == book.whole(second).currency
    assert "NOK" == book.agreement("desk").currency
    assert "SEK" == book.whole(second).currency


def test_the_sections_are_those_of_the_language() -> None:
    """
    Every section may stand in Terms; the head of a document is no section.
    """
    assert {"metrics", "targets", "remedies", "interpretation", "timezone"} <= set(SECTIONS)
    assert not {"at", "id", "kind", "title", "version", "effective", "terms"} & set(SECTIONS)


# -------------------------------------------------------------------------------------- attachments

SOURCE = """\
apiVersion: slaspec/v1
kind: DataSource
id: export
title: Export
format: csv
sample: samples/export.csv
"""


def source_of(book: Book) -> Contract:
    return book.contracts["export"]


def test_an_attachment_is_relative_to_its_contract_or_to_the_root(tmp_path: Path) -> None:
    """
    A file is looked for beside the contract that names it, then below the root.
    """
    put(tmp_path, "sources/export.yaml", SOURCE)
    at_root = put(tmp_path, "samples/export.csv", "a")
    book = load_book(tmp_path, "shown/otherwise")

    assert at_root == book.attachment(source_of(book), "samples/export.csv")

    beside = put(tmp_path, "sources/samples/export.csv", "b")

    assert beside == book.attachment(source_of(book), "samples/export.csv")
    assert book.attachment(source_of(book), "samples/missing.csv") is None
    assert book.attachment(source_of(book), "samples") is None


@pytest.mark.parametrize("shown", [".", "", "contracts", "/elsewhere"])
def test_an_attachment_is_found_from_every_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shown: str
) -> None:
    """
    Where a file lies does not depend on how the root is shown, nor on the current folder.
    """
    put(tmp_path, "contracts/sources/export.yaml", SOURCE)
    sample = put(tmp_path, "contracts/sources/samples/export.csv", "a")
    put(tmp_path, "other/sources/samples/export.csv", "another file of this name")
    book = load_book(tmp_path / "contracts", shown)
    monkeypatch.chdir(tmp_path / "other")

    assert sample == book.attachment(source_of(book), "samples/export.csv")


def test_an_attachment_stays_below_the_root(tmp_path: Path) -> None:
    """
    Neither `..`, nor an absolute path, nor a link leads out of the root.
    """
    secret = put(tmp_path, "secret.csv", "s")
    put(tmp_path, "root/sources/export.yaml", SOURCE)
    inside = put(tmp_path, "root/inside.csv", "i")
    (tmp_path / "root/sources/link.csv").symlink_to(secret)
    (tmp_path / "root/sources/inner.csv").symlink_to(inside)
    (tmp_path / "root/sources/folder").symlink_to(tmp_path)
    book = load_book(tmp_path / "root")
    source = source_of(book)

    for name in (
        *("../secret.csv", "../../secret.csv", str(secret), "link.csv", "inner.csv"),
        *("folder/secret.csv", "a\x00b", "/etc/passwd", "", ".", "x" * 5000),
    ):
        assert book.attachment(source, name) is None, name
    assert (tmp_path / "root/sources/../inside.csv") == book.attachment(source, "../inside.csv")


def test_an_attachment_of_a_contract_without_a_file(tmp_path: Path) -> None:
    """
    A contract that came as a mapping has no folder: its files are looked for below the root.
    """
    put(tmp_path, "a.yaml")
    sample = put(tmp_path, "sample.csv", "a")
    calendar = calendar_from_mapping(mapping())

    assert sample == load_book(tmp_path).attachment(calendar, "sample.csv")


# ----------------------------------------------------------------------------------------- mappings


def mapping(**changes: Any) -> dict[str, Any]:
    return {
        "apiVersion": "slaspec/v1",
        "kind": "Calendar",
        "id": "c",
        "title": "C",
        "timezone": "UTC",
        "open": {"mon": ("08:00-17:00",)},
        **changes,
    }


def test_a_calendar_from_a_mapping_is_that_of_the_file() -> None:
    """
    Tuples and dates of Python stand for lists and texts; the calendar is the same as from a file.
    """
    from datetime import date

    made = calendar_from_mapping(mapping(closed=[{"date": date(2026, 5, 17)}]))
    text = "apiVersion: slaspec/v1\nkind: Calendar\nid: c\ntitle: C\ntimezone: UTC\n"
    text += 'open: {mon: ["08:00-17:00"]}\nclosed: [{date: 2026-05-17}]\n'

    assert read_text(text.encode(), "a.yaml").contract == made


@pytest.mark.parametrize(
    ("changes", "at", "said"),
    [
        ({"open": None}, "open", "'open' must be a mapping"),
        ({"timezone": "Oslo/Europe"}, "timezone", "is not a time zone"),
        ({"closed": [{"date": "2026-02-30"}]}, "closed/[0]/date", "there is no date"),
        ({"kind": "Terms", "version": "1"}, "open", "unknown key 'open'"),
        ({"kind": "Kalendar"}, "kind", "is no kind"),
        ({"title": 99.5}, "title", "'title' must be a text"),
        ({"opne": {}}, "opne", "unknown key 'opne'"),
    ],
)
def test_a_wrong_mapping_says_where(changes: dict[str, Any], at: str, said: str) -> None:
    """
    The first fault of a mapping is an error with its path.
    """
    with pytest.raises(LocatedError) as error:
        calendar_from_mapping(mapping(**changes))

    assert at == error.value.at
    assert said in error.value.message


def test_another_kind_is_no_calendar() -> None:
    """
    A good document of another kind is refused as a calendar.
    """
    parties = {"apiVersion": "slaspec/v1", "kind": "Parties", "id": "p", "title": "P"}
    parties["organisations"] = [{"id": "acme", "name": "Acme"}]  # type: ignore[assignment]

    with pytest.raises(LocatedError, match="not a document of kind Calendar"):
        calendar_from_mapping(parties)
