"""`slaspec comment`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("comment")
@click.argument("file", type=Path)
@click.option(
    "--always", is_flag=True, help="say in a line that nothing changed, instead of nothing at all"
)
def command(file: Path, *, always: bool) -> None:
    """
    The comment of a pull request, as Markdown, from the JSON that `slaspec diff` wrote.

    For a build that may write comments and must not trust the pull request: a file of more than
    1 MiB, or with anything in it that `slaspec diff` does not write, is refused. Where nothing of
    meaning changed there is nothing to post, and nothing is printed.

    Example: slaspec comment review.json
    """
    from slaspec.errors import UsageError
    from slaspec.report.review_from_json import MOST_BYTES, from_json
    from slaspec.report.review_markdown import markdown

    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"'{file}' cannot be read: {error.strerror}") from None
    click.echo(markdown(from_json(content, str(file)), always=always), nl=False)
