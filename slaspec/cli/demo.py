"""`slaspec demo`."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = Path("slaspec-demo")


@click.command("demo")
def command() -> int:
    """
    See it all on a small portfolio: checked, replayed, settled, changed. Writes ./slaspec-demo/.

    Example: slaspec demo
    """
    from slaspec.cli.statement_outputs import rendered
    from slaspec.report.backing_json import backing_data
    from slaspec.report.files import write_together
    from slaspec.report.findings_json import findings_data, to_json
    from slaspec.report.findings_text import full, summary
    from slaspec.report.review_outputs import rendered as reviewed
    from slaspec.report.review_text import text
    from slaspec.report.statement_text import statement_text
    from slaspec.use_cases.backing import backing
    from slaspec.use_cases.demo import demo
    from slaspec.use_cases.run import lines_of

    result = demo()
    click.echo("1. The contracts are checked: one promise is not backed by what stands behind it\n")
    for finding in result.findings:
        if finding.severity == "error":
            click.echo(full(finding, lines_of(result.book)) + "\n")
    run = result.run
    click.echo(summary(result.findings, run["agreements"], run["targets"], run["files"]))
    click.echo("\n2. A month of tickets is replayed and settled\n")
    click.echo(statement_text(result.preview))
    click.echo("3. A change is proposed: two amendments, before anybody merges them\n")
    click.echo(text(result.review, whole=False))
    data = findings_data(result.findings, result.run)
    proofs = backing_data(backing(result.book))
    contents: dict[Path, str | bytes] = {
        FOLDER / "findings.json": to_json({**data, "backing": proofs})
    }
    for file in (FOLDER / "statement.csv", FOLDER / "statement.json"):
        contents[file] = rendered(result.preview, file)
    for form in ("html", "json"):
        contents[FOLDER / f"review.{form}"] = reviewed(form, result.review)
    write_together(contents)
    click.echo(f"4. Written to {FOLDER}: {', '.join(file.name for file in contents)}\n")
    click.echo(f"Next: slaspec explain {FOLDER}/statement.json#1")
    return 0
