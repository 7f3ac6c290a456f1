"""`slaspec check`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from slaspec.cli.settings import Root, day, real, root_of, today
from slaspec.errors import UsageError
from slaspec.findings import SEVERITIES, Finding

if TYPE_CHECKING:
    from slaspec.language.book import Book

FORMATS = ("text", "concise", "json")


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--select", multiple=True, metavar="RULE", help="only these rules, as M or M004")
@click.option("--ignore", multiple=True, metavar="RULE", help="not these rules")
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="error",
    show_default=True,
    help="the mildest severity that makes the exit code 1",
)
@click.option("--as-of", type=day, metavar="DATE", help="the date to judge from (default: today)")
@click.option(
    "--output-format",
    "formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"{', '.join(FORMATS)}; repeatable, each to the screen or to a file",
)
def command(
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    as_of: date | None,
    formats: tuple[str, ...],
) -> int:
    """
    Check contracts: every rule over every document below a root.

    Reads files only; nothing of the checkout is run.

    Example: slaspec check contracts --output-format json=findings.json
    """
    from slaspec.language.book import load_book
    from slaspec.report.files import write_atomically
    from slaspec.use_cases.check import check, home_of

    outputs = [_output(wanted) for wanted in formats] or [("text", None)]
    root = root_of(paths)
    book = load_book(root.path, root.shown)
    judged = as_of or today()
    _require_contracts(book, root)
    home = home_of(book)
    findings = [
        finding
        for finding in check(book, judged, select=select, ignore=ignore)
        if _asked_for(finding.span.file, root) or _asked_for(home(finding), root)
    ]
    for form, file in outputs:
        text = _rendered(form, findings, book, root, judged)
        if file is None:
            click.echo(text, nl=False)
        else:
            write_atomically(Path(file), text)
    mildest = SEVERITIES.index(fail_on) if fail_on in SEVERITIES else -1
    return int(any(SEVERITIES.index(f.severity) <= mildest for f in findings))


def _output(wanted: str) -> tuple[str, str | None]:
    form, equals, file = wanted.partition("=")
    if form not in FORMATS:
        import difflib

        near = difflib.get_close_matches(form, FORMATS, 1, 0.5)
        hint = f"; did you mean {near[0]}?" if near else f"; there are: {', '.join(FORMATS)}"
        raise click.UsageError(f"there is no output format '{form}'{hint}")
    if equals and not file:
        raise click.UsageError(f"'{wanted}' names no file")
    return form, file or None


def _require_contracts(book: Book, root: Root) -> None:
    """Every path must name a contract: what is not read must not look checked."""
    for path in root.only:
        asked = Root(root.path, root.shown, (path,))
        if not any(_asked_for(file.file, asked) for file in book.files):
            raise UsageError(f"there is no contract (.yaml or .yml) in '{path}'")


def _asked_for(file: str, root: Root) -> bool:
    return not root.only or any(real(file).is_relative_to(real(path)) for path in root.only)


def _rendered(form: str, findings: list[Finding], book: Book, root: Root, as_of: date) -> str:
    from slaspec.use_cases.run import lines_of, run_of

    run = run_of(book, root.shown, as_of)
    if form == "json":
        from slaspec.report.findings_json import findings_data, to_json

        return to_json(findings_data(findings, run))
    from slaspec.report import findings_text

    line_of = lines_of(book)
    blocks = [
        findings_text.concise(f) if form == "concise" else findings_text.full(f, line_of) + "\n"
        for f in findings
    ]
    blocks.append(findings_text.summary(findings, run["agreements"], run["targets"], run["files"]))
    return "\n".join(blocks) + "\n"
