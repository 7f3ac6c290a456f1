"""`slaspec require`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from slaspec.cli.settings import day, root_of, today

FORMATS = ("text", "markdown", "json")
_BY_ENDING = {".md": "markdown", ".json": "json"}


@click.command("require")
@click.argument("supplier", metavar="SUPPLIER")
@click.option("--as-of", type=day, metavar="DATE", help="the date of the texts (default: today)")
@click.option("--contracts", metavar="DIR", help="the root of the contracts")
@click.option(
    "--output-format",
    "form",
    type=click.Choice(FORMATS),
    help="default: by the ending of the file (.md, .json), else text",
)
@click.option("-o", "--output", type=Path, metavar="FILE", help="write it into a file")
def command(
    supplier: str,
    as_of: date | None,
    contracts: str | None,
    form: str | None,
    output: Path | None,
) -> int:
    """
    What an OLA or UC must promise so that every promise that stands on it is backed.

    SUPPLIER is the id of an organisation, or of one OLA or UC. The exit code is 1 where something
    that is promised today is not enough.

    Example: slaspec require telco -o telco.md
    """
    from slaspec.report.files import write_atomically
    from slaspec.report.require_json import require_json
    from slaspec.report.require_markdown import require_markdown
    from slaspec.report.require_text import require_text
    from slaspec.use_cases.load import load
    from slaspec.use_cases.require import require

    root = root_of((contracts,) if contracts else ())
    sheet = require(load(root.path, root.shown), supplier, as_of or today())
    chosen = form or (_BY_ENDING.get(output.suffix.lower()) if output is not None else None)
    renders = {"markdown": require_markdown, "json": require_json}
    text = renders.get(chosen or "text", require_text)(sheet)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_atomically(output, text)
    return 0 if sheet.is_enough else 1
