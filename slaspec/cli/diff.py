"""`slaspec diff`."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from slaspec.cli.colour import paint_for
from slaspec.cli.outputs import Output, outputs_of
from slaspec.cli.settings import day, today
from slaspec.errors import EnvironmentFault, UsageError
from slaspec.findings import SEVERITIES
from slaspec.report.files import write_together
from slaspec.report.review_outputs import FORMATS, rendered

if TYPE_CHECKING:
    from slaspec.review.review import Review

MONTHS, SEED = 2000, 1
SUMMARY = "GITHUB_STEP_SUMMARY"


@click.command("diff")
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option(
    "--perspective",
    type=click.Choice(["provider", "customer"]),
    default="provider",
    help="whose promise it is: what speaks against this side is a warning (default: provider)",
)
@click.option(
    "--months",
    type=click.IntRange(0, 100_000),
    default=MONTHS,
    metavar="N",
    help=f"how many months to simulate (default: {MONTHS})",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    default=SEED,
    metavar="S",
    help=f"which simulated months (default: {SEED})",
)
@click.option("--no-replay", is_flag=True, help="do not replay the histories of data sources")
@click.option("--no-money", is_flag=True, help="neither replay nor simulate: say what changed")
@click.option("--no-amounts", is_flag=True, help="name no price: say higher or lower")
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    help="the mildest severity that makes the exit code 1, of changes too (default: the setting"
    " fail-on, or error, of all but the changes)",
)
@click.option("--as-of", type=day, metavar="DATE", help="the date to judge from (default: today)")
@click.option("--contracts", metavar="DIR", help="the folder of the contracts in both revisions")
@click.option(
    "--output-format",
    "formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"{', '.join(FORMATS)}; repeatable, each to the screen or to a file",
)
@click.option(
    "--always", is_flag=True, help="a line of Markdown even where nothing of meaning changed"
)
def command(
    base: str | None,
    head: str | None,
    perspective: Literal["provider", "customer"],
    months: int,
    seed: int,
    fail_on: str | None,
    as_of: date | None,
    contracts: str | None,
    formats: tuple[str, ...],
    *,
    no_replay: bool,
    no_money: bool,
    no_amounts: bool,
    always: bool,
) -> int:
    """
    What changed between two revisions: is it still backed, and what will it cost?

    BASE and HEAD are two revisions, two folders or two files. Without HEAD it is the working tree;
    without BASE the branch that the change is for: that of the pull request on a build server, else
    the default branch. A revision is compared from where HEAD left it. Reads files only; nothing
    of the checkout is run.

    Where nothing of meaning changed, text is one line and Markdown is empty, so that nobody is
    bothered with a comment. Where $GITHUB_STEP_SUMMARY names a file, the review is added to it as
    Markdown, whatever the formats.

    Exit code 1: a gate denies the change, or something else is at or above --fail-on. A change is
    no fault by itself, whatever the setting fail-on says; with --fail-on it counts as severe as it
    is against the side whose view is taken.

    Example: slaspec diff origin/main --output-format text --output-format markdown=comment.md
    """
    from slaspec.language.collection import no_collection
    from slaspec.review.git.reading import two_revisions
    from slaspec.review.verdict import fails
    from slaspec.review.without_amounts import without_amounts
    from slaspec.use_cases.diff import review
    from slaspec.use_cases.settings import settings_near, settings_of_base

    outputs = outputs_of(formats, FORMATS)
    here = settings_near(Path(contracts or "."))
    revisions = two_revisions(base, head, contracts=contracts, environ=os.environ)
    with no_collection(), revisions as pair:
        gc.freeze()  # books live as long as the process: nobody looks for cycles in them any more
        if not (pair.base.files or pair.head.files):
            raise UsageError("there is no contract (.yaml or .yml) in either revision")
        settings = settings_of_base(pair, here).overruled(fail_on=fail_on)
        found = review(
            pair,
            as_of or today(),
            perspective=perspective,
            months=0 if no_money else months,
            seed=seed,
            replay=not (no_money or no_replay),
            settings=settings,
        )
    _show(without_amounts(found) if no_amounts else found, outputs, always=always)
    return int(fails(found, settings.fail_on, changes=fail_on is not None))


def _show(review: Review, outputs: Sequence[Output], *, always: bool) -> None:
    """Write all files or none, then the summary of the job, then the screen."""
    from slaspec.use_cases.checked import from_repository

    path_of = from_repository(Path.cwd())
    made = [
        (file, rendered(form, review, paint=paint_for(), path_of=path_of, always=always))
        if file is None
        else (file, rendered(form, review, path_of=path_of, always=always))
        for form, file in outputs
    ]
    write_together({Path(file): text for file, text in made if file is not None})
    if summary := os.environ.get(SUMMARY):
        _add(Path(summary), review)
    for file, text in made:
        if file is None:
            click.echo(text, nl=False, color=True)


def _add(summary: Path, review: Review) -> None:
    """The whole review behind what other steps have said; a line where nothing changed."""
    from slaspec.report.review_markdown import SUMMARY_LONGEST, markdown

    rest = "in the output of `slaspec diff`"
    text = markdown(review, longest=SUMMARY_LONGEST, always=True, rest=rest)
    try:
        with summary.open("a", encoding="utf-8") as file:
            file.write(f"{text}\n")
    except OSError as error:
        said = f"the job summary '{summary}' cannot be written: {error.strerror}"
        raise EnvironmentFault(said) from None
