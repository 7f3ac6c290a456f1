"""`slaspec check`."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from slaspec.cli.colour import paint_for
from slaspec.cli.outputs import outputs_of
from slaspec.cli.settings import Root, day, root_of, today
from slaspec.errors import UsageError
from slaspec.findings import SEVERITIES
from slaspec.report.escape import for_terminal
from slaspec.report.files import write_atomically
from slaspec.report.findings_outputs import FORMATS, rendered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from slaspec.findings import Finding
    from slaspec.language.book import Book
    from slaspec.use_cases.baseline import Compared
    from slaspec.use_cases.cache import Cache
    from slaspec.use_cases.checked import Checked
    from slaspec.use_cases.settings import Settings


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--select", multiple=True, metavar="RULE", help="only these rules, as M or M004")
@click.option("--ignore", multiple=True, metavar="RULE", help="not these rules")
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    help="the mildest severity that makes the exit code 1 (default: error)",
)
@click.option("--as-of", type=day, metavar="DATE", help="the date to judge from (default: today)")
@click.option(
    "--output-format",
    "formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"{', '.join(FORMATS)}; repeatable, each to the screen or to a file",
)
@click.option(
    "--baseline",
    type=Path,
    metavar="FILE",
    help="do not fail for the findings that stand in this file",
)
@click.option(
    "--base",
    metavar="REV",
    help="do not fail for the findings that this revision (or folder) has as well",
)
@click.option(
    "--write-baseline",
    "new_baseline",
    type=Path,
    metavar="FILE",
    help="write the findings of now into this file",
)
@click.option(
    "--cache",
    type=Path,
    metavar="DIR",
    help="keep results in this folder, and show them again while nothing has changed",
)
@click.option("--scenarios", is_flag=True, help="measure and settle scenarios as well")
@click.option(
    "--update",
    is_flag=True,
    help="with --scenarios: show what came instead, then write it as what is expected",
)
def command(
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    as_of: date | None,
    formats: tuple[str, ...],
    baseline: Path | None,
    base: str | None,
    new_baseline: Path | None,
    cache: Path | None,
    *,
    scenarios: bool,
    update: bool,
) -> int:
    """
    Check contracts: every rule over every document below a root.

    Reads files only; nothing of the checkout is run. Severities and more are set in
    pyproject.toml, [tool.slaspec]; an option wins over its setting.

    Example: slaspec check contracts --output-format json=findings.json
    """
    from slaspec.language.book import load_book
    from slaspec.use_cases.settings import Settings, settings_near

    if base is not None and (baseline or new_baseline):
        raise click.UsageError("--base stands in the place of a baseline: give one of them")
    outputs = outputs_of(formats, FORMATS)
    root = root_of(paths)
    said = partial(
        Settings.overruled,
        select=select,
        ignore=ignore,
        fail_on=fail_on,
        baseline=new_baseline or baseline,
        scenarios=scenarios,
    )
    settings = said(settings_near(root.path))
    judged_on = as_of or today()
    if update:
        _update(root, judged_on, scenarios=settings.scenarios)
    if base is not None:
        return _against(base, root, judged_on, said, outputs)
    known = _cache(cache or settings.cache, root, judged_on, settings)
    checked = None if new_baseline or known is None else _again(known, root, judged_on, settings)
    if checked is None:
        book = load_book(root.path, root.shown)
        _require_contracts(book, root)
        if new_baseline:
            _require_everything(book, root, options=bool(baseline or select or ignore))
        checked = _checked(
            book.dated(judged_on),
            root,
            judged_on,
            settings,
            known,
            writing=new_baseline is not None,
        )
    return _written(checked, outputs)


def _written(checked: Checked, outputs: Sequence[tuple[str, str | None]]) -> int:
    """Show or write the result in every format that was asked for; the exit code."""
    for form, file in outputs:
        if file is None:
            click.echo(rendered(form, checked, paint_for()), nl=False, color=True)
        else:
            write_atomically(Path(file), rendered(form, checked))
    return int(checked.failed)


def _against(
    base: str,
    root: Root,
    as_of: date,
    said: Callable[[Settings], Settings],
    outputs: Sequence[tuple[str, str | None]],
) -> int:
    """The check of the working tree against another revision, both as of one day."""
    from slaspec.review.git.reading import two_revisions
    from slaspec.use_cases.baseline import against_base
    from slaspec.use_cases.run import run_of
    from slaspec.use_cases.settings import settings_near, settings_of_base

    with two_revisions(base, contracts=root.shown, environ=os.environ) as pair:
        if not pair.head.files:
            raise UsageError(f"no contracts found below '{root.shown}' (no .yaml or .yml file)")
        _require_contracts(pair.head, root)
        book = pair.head.dated(as_of)
        settings = said(settings_of_base(pair, settings_near(root.path)))
        if settings.remark:
            click.echo(for_terminal(settings.remark), err=True)
        compared = against_base(pair, as_of, settings)
        run = run_of(book, root.shown, as_of)
        checked = _shown(book, root, settings, compared, run, pair.base_side.name)
        return _written(replace(checked, with_revision=True), outputs)


def _update(root: Root, as_of: date, *, scenarios: bool) -> None:
    """Show what scenarios come to instead of what they expect; then write it, all or none."""
    from slaspec.language.book import load_book
    from slaspec.report.files import write_together
    from slaspec.use_cases.update_scenarios import scenario_updates

    if not scenarios:
        raise click.UsageError("--update goes with --scenarios")
    book = load_book(root.path, root.shown)
    _require_contracts(book, root)
    found = list(scenario_updates(book.dated(as_of), root.asks_for))
    for each in found:
        for change in each.changes:
            click.echo(for_terminal(str(change)), err=True)
        if each.refused:
            click.echo(for_terminal(f"{each.file}: not updated: {each.refused}"), err=True)
    write_together({each.path: each.text for each in found if each.text})


def _cache(folder: Path | None, root: Root, as_of: date, settings: Settings) -> Cache | None:
    """The results kept by content; none where no folder is named, or only some files are asked."""
    from slaspec.use_cases.cache import cache_of

    if folder is None or root.only or not root.path.is_dir():
        return None
    return cache_of(folder, root.path, root.shown, as_of, settings)


def _again(cache: Cache, root: Root, as_of: date, settings: Settings) -> Checked | None:
    """The check of a portfolio that was judged before: nothing is parsed unless it is shown."""
    from slaspec.language.book import load_book
    from slaspec.use_cases.checked import Checked, from_repository
    from slaspec.use_cases.run import line_of_disk

    kept = cache.read()
    if kept is None:
        return None

    def load() -> Book:
        return load_book(root.path, root.shown).dated(as_of)

    compared = _compared(kept.findings, load() if kept.waived else None, as_of, settings)
    return Checked(
        load,
        kept.run,
        settings,
        kept.files,
        compared.new,
        compared.already_there,
        compared.fixed,
        _relative(settings.baseline),
        from_repository(Path.cwd()),
        compared.waived,
        line_of_disk,
    )


def _checked(
    book: Book, root: Root, as_of: date, settings: Settings, cache: Cache | None, *, writing: bool
) -> Checked:
    """The check as it is shown: what was asked for, against the baseline."""
    from slaspec.use_cases.baseline import found_under
    from slaspec.use_cases.run import run_of

    found, run = found_under(book, as_of, settings), run_of(book, root.shown, as_of)
    if cache is not None:
        write_atomically(cache.file, cache.entry(book, run, found))
        cache.forget_oldest()
    compared = _compared(found, book, as_of, settings, writing=writing)
    return _shown(book, root, settings, compared, run, _relative(settings.baseline))


def _shown(
    book: Book,
    root: Root,
    settings: Settings,
    compared: Compared,
    run: Mapping[str, Any],
    baseline: str,
) -> Checked:
    """What was asked for, of a check of the whole root; `baseline` is what it was compared with."""
    from slaspec.use_cases.checked import Checked, from_repository, shown_by

    shown = shown_by(book, root.asks_for)
    return Checked(
        lambda: book,
        run,
        settings,
        tuple(file.file for file in book.files if root.asks_for(file.file)),
        tuple(filter(shown, compared.new)),
        tuple(filter(shown, compared.already_there)),
        compared.fixed,
        baseline,
        from_repository(Path.cwd()),
        {finding: waiver for finding, waiver in compared.waived.items() if shown(finding)},
    )


def _compared(
    found: Sequence[Finding],
    book: Book | None,
    as_of: date,
    settings: Settings,
    *,
    writing: bool = False,
) -> Compared:
    """Findings against the baseline and the waivers of a book (None where it has no waivers)."""
    from slaspec.use_cases.baseline import (
        baseline_data,
        baseline_of,
        read_baseline,
        waivers_of,
        weighed_against,
    )

    waivers = waivers_of(book, as_of)
    if settings.baseline is None:
        return weighed_against(found, settings, None, waivers)
    if writing:
        from slaspec.report.findings_json import to_json

        new = weighed_against(found, settings, None, waivers)
        written = baseline_of(new.new)
        write_atomically(settings.baseline, to_json(baseline_data(written)))
        return written.compare(new.new, settings.judges)._replace(waived=new.waived)
    return weighed_against(found, settings, read_baseline(settings.baseline), waivers)


def _require_contracts(book: Book, root: Root) -> None:
    """Every path must name a contract: what is not read must not look checked."""
    for path in root.only:
        asked = Root(root.path, root.shown, (path,))
        if not any(asked.asks_for(file.file) for file in book.files):
            raise UsageError(f"there is no contract (.yaml or .yml) in '{path}'")


def _require_everything(book: Book, root: Root, *, options: bool) -> None:
    """A baseline of a part would make the rest look new."""
    if options or not all(root.asks_for(file.file) for file in book.files):
        raise click.UsageError(
            "--write-baseline writes all findings of a root: not with --baseline, --select,"
            " --ignore or some of the files"
        )


def _relative(file: Path | None) -> str:
    """A file as findings show one: from where slaspec was called."""
    return "" if file is None else Path(os.path.relpath(file)).as_posix()
