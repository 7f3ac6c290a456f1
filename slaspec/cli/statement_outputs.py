"""The files of a statement: which are wanted, and all of them written together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from slaspec.errors import UsageError

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.report.statement_csv import Dialect
    from slaspec.use_cases.credit_note import CreditNote
    from slaspec.use_cases.credit_note_facts import Facts
    from slaspec.use_cases.preview import Preview

OUTPUTS = (".json", ".csv", ".txt", ".xlsx", ".xml")


@dataclass(frozen=True)
class Wanted:
    """The files that a call asks for; `facts` are those of its credit note."""

    files: tuple[Path, ...]
    dialect: Dialect = "comma"
    facts: Facts | None = None
    manifest: Path | None = None


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that writes a statement: `outputs` and how they look."""
    for option in (
        click.option(
            "-o",
            "--output",
            "outputs",
            multiple=True,
            metavar="FILE",
            help="write the statement to a .json, .csv, .xlsx or .txt file, or as a credit note"
            " to a .xml file; repeatable",
        ),
        click.option(
            "--csv-dialect",
            type=click.Choice(["comma", "semicolon"]),
            default="comma",
            help="semicolon: with ; and decimal comma, as a spreadsheet opens it in Europe",
        ),
        click.option(
            "--credit-note",
            metavar="FILE",
            help="YAML: number, issued, vat and invoice of the credit note",
        ),
        click.option(
            "--manifest",
            metavar="FILE",
            help="write the digests of all inputs and files to a .json file, last",
        ),
    )[::-1]:
        command = option(command)
    return command


def wanted(
    outputs: tuple[str, ...],
    csv_dialect: Dialect,
    credit_note: str | None,
    manifest: str | None,
    inputs: Iterable[str | None],
) -> Wanted:
    """
    What is to be written.

    Raises `UsageError` for a file of no known format, for one that is read or written already, and
    for a credit note without its facts; as `read_facts` does for what they say.
    """
    from slaspec.use_cases.credit_note_facts import read_facts

    if manifest is not None and Path(manifest).suffix != ".json":
        raise UsageError(f"'{manifest}' does not end in .json")
    named = [*outputs, *([] if manifest is None else [manifest])]
    _require_writable(named, [*inputs, credit_note])
    notes = [output for output in outputs if Path(output).suffix == ".xml"]
    if notes and credit_note is None:
        raise UsageError(
            f"'{notes[0]}' is a credit note: give its number, date and VAT with --credit-note FILE"
        )
    if credit_note is not None and not notes:
        raise UsageError("--credit-note is for a credit note: add -o FILE.xml")
    return Wanted(
        tuple(Path(output) for output in outputs),
        csv_dialect,
        None if credit_note is None else read_facts(Path(credit_note)),
        None if manifest is None else Path(manifest),
    )


def write_outputs(wanted: Wanted, result: Preview, book: Book) -> tuple[str, ...]:
    """
    Write every file that is wanted, or none; the manifest last.

    Returns what a reader of them has to know besides. Raises as `credit_note` and
    `write_together` do.
    """
    from slaspec.report.files import encoded, write_together
    from slaspec.report.findings_json import to_json
    from slaspec.report.manifest import manifest_data
    from slaspec.use_cases.credit_note import credit_note

    facts = wanted.facts
    note = credit_note(book, result, facts) if facts is not None else None
    contents = {
        file: encoded(rendered(result, file, wanted.dialect, note)) for file in wanted.files
    }
    if wanted.manifest is not None:
        read = Path(facts.file).read_bytes() if facts is not None else None
        data = manifest_data([result], contents, wanted.manifest.parent, read)
        contents[wanted.manifest] = encoded(to_json(data))
    write_together(contents)
    return note.left_out if note is not None else ()


def rendered(
    result: Preview, file: Path, dialect: Dialect = "comma", note: CreditNote | None = None
) -> str | bytes:
    """A preview in the format that the file's name says."""
    from slaspec.report.credit_note_xml import credit_note_xml
    from slaspec.report.findings_json import to_json
    from slaspec.report.statement_csv import statement_csv
    from slaspec.report.statement_json import statement_data
    from slaspec.report.statement_text import statement_text
    from slaspec.report.statement_xlsx import statement_xlsx

    if file.suffix == ".json":
        return to_json(statement_data(result))
    if file.suffix == ".csv":
        return statement_csv(result, dialect)
    if file.suffix == ".xlsx":
        return statement_xlsx(result)
    if file.suffix == ".xml":
        assert note is not None
        return credit_note_xml(note)
    return statement_text(result)


def _require_writable(outputs: Iterable[str], inputs: Iterable[str | None]) -> None:
    """Each output has a format of its own, and none is what is read."""
    taken = {Path(file).resolve() for file in inputs if file is not None}
    for output in outputs:
        if Path(output).suffix not in OUTPUTS:
            raise UsageError(f"'{output}' ends in none of {', '.join(OUTPUTS)}")
        if Path(output).resolve() in taken:
            raise UsageError(f"'{output}' is read already, or written twice; name another file")
        taken.add(Path(output).resolve())
