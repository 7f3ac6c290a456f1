"""
The command line: parse arguments, call a use case, render. No rules and no engine.

Text goes to stdout, progress and errors to stderr. Exit codes: 0 nothing at or above `--fail-on`,
1 findings, 2 usage or unreadable input, 3 environment, 130 interrupted.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import Any

import click

import slaspec

COMMANDS = {
    "init": "a starting portfolio that checks green",
    "check": "check contracts: every rule over every document",
    "diff": "what changed, is it still backed, what will it cost",
    "comment": "the comment of a pull request, from the JSON of slaspec diff",
    "preview": "the statement of a period: verdicts, credits, and why",
    "ledger": "add what was claimed, granted, chosen or issued to a ledger",
    "show": "the one full text of an agreement in force on a date",
    "due": "the deadlines of one ticket, and who has to do what by when",
    "require": "what a supplier must promise so that all is backed",
    "import": "read an export once, and keep its records as Parquet",
    "sample": "a sample of an export that is fit to commit",
    "explain": "a rule's page, or how a line of a statement came about",
    "holidays": "public holidays of a country as closed dates of a calendar",
    "profile": "how a history behaves, for simulated streams: aggregates only",
    "demo": "see it all on a small portfolio, in a few seconds",
}


USAGE, ENVIRONMENT, INTERRUPTED = 2, 3, 130


class Commands(click.Group):
    """Commands by name, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name."""
        from importlib import import_module
        from keyword import iskeyword

        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"slaspec.cli.{module}").command
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        """The commands with a line each, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with "did you mean"."""
        import difflib

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, 1, 0.5)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"there is no command '{args[0]}'{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(slaspec.__version__, prog_name="slaspec", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """
    Contract-as-code testing for service level agreements.

    Example: slaspec check contracts
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(USAGE)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code; a user's mistake is a line, no traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # one output, whatever the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = run(arguments)
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:  # what cannot be written now must not be tried again at the exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    from slaspec.errors import SlaspecError

    try:
        result: Any = cli.main(args=arguments, prog_name="slaspec", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except SystemExit:  # so click leaves when nobody reads its output any more
        return ENVIRONMENT
    except (click.ClickException, SlaspecError, OSError) as error:
        return _refused(error)
    return result if isinstance(result, int) else 0


def _refused(error: Exception) -> int:
    """Say on stderr what is wrong: a line, and what to do on the next; the exit code."""
    from slaspec.errors import EnvironmentFault
    from slaspec.report.escape import for_terminal

    match error:
        case click.ClickException():
            said = error.format_message()
        case OSError(strerror=str(reason)):
            said = f"{error.filename or 'standard output'}: {reason}"
        case _:
            said = str(error)
    with contextlib.suppress(OSError):
        click.echo("error: " + "\n".join(map(for_terminal, said.split("\n"))), err=True)
        if isinstance(error, click.UsageError) and error.ctx is not None:
            click.echo(f"  help: {error.ctx.command_path} --help", err=True)
    return ENVIRONMENT if isinstance(error, EnvironmentFault | OSError) else USAGE
