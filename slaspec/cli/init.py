"""`slaspec init`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import click

from slaspec.cli.settings import day, today
from slaspec.errors import QuantityError


@contextmanager
def _removed_if_it_fails(folders: Iterable[Path]) -> Iterator[None]:
    """Folders that were not there before go again when the files in them cannot be written."""
    fresh = [folder for folder in folders if not folder.exists()]
    try:
        yield
    except BaseException:
        for folder in sorted(fresh, key=lambda each: len(each.parts), reverse=True):
            with suppress(OSError):
                folder.rmdir()
        raise


@click.command("init")
@click.argument("folder", default=".", metavar="[DIR]")
@click.option(
    "--from",
    "first",
    type=day,
    metavar="DATE",
    help="the first day of the agreements (default: the first of this month)",
)
@click.option(
    "--timezone",
    default="Europe/Brussels",
    show_default=True,
    metavar="ZONE",
    help="where the office hours are, as Europe/Oslo",
)
def command(folder: str, first: date | None, timezone: str) -> None:
    """
    A starting portfolio: an SLA with the OLA and the UC behind it, editor and CI settings.

    Writes every file or none, and never over one that is there.

    Example: slaspec init service-levels
    """
    from slaspec.language.quantities import Zone
    from slaspec.report.files import write_together
    from slaspec.use_cases.init import require_free, starting_portfolio

    try:
        zone = Zone(timezone)
    except QuantityError as error:
        raise click.BadParameter(str(error), param_hint="--timezone") from None
    root = Path(folder)
    files = starting_portfolio(first or today().replace(day=1), zone)
    require_free(root, files)
    with _removed_if_it_fails({folder for name in files for folder in (root / name).parents}):
        write_together({root / name: text for name, text in files.items()})
    named = [name for name in files if not name.startswith("schemas/")]
    click.echo("".join(f"{Path(folder, name).as_posix()}\n" for name in named), nl=False)
    go = "" if folder == "." else f"cd {folder}\n  "
    click.echo(f"and {len(files) - len(named)} schemas; next:\n\n  {go}slaspec check\n  pytest")
