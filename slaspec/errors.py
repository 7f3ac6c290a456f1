"""
Every error that a user can cause derives from `SlaspecError`.

* SlaspecError
  * LocatedError          a place in a file is wrong and nothing can go on
    * Unsupported         a term that this version cannot act on yet
  * UsageError            the call itself is wrong (unknown id, bad period); exit code 2
  * EnvironmentFault      disk or permission; exit code 3
  * ServiceTimeError      an instant or a span that a calendar cannot answer
  * QuantityError         a text that is no duration, share, amount of money, ...

A mistake that an author made in a contract is not an exception: it is a
`Finding` (see `slaspec.findings`), collected and shown with all the others.
"""

from __future__ import annotations


class SlaspecError(Exception):
    """Base of all errors that the user, not a bug, caused."""


class LocatedError(SlaspecError):
    """Something at one place of a file stops the work: `file:line:column`, sentence, help."""

    def __init__(self, message: str, at: str, help: str = "") -> None:
        super().__init__(message, at, help)  # positional: survives pickling under xdist
        self.message, self.at, self.help = message, at, help

    def __str__(self) -> str:
        hint = f"\n  help: {self.help}" if self.help else ""
        return f"{self.at}: {self.message}{hint}"


class UsageError(SlaspecError):
    """The call names something that does not exist or cannot be combined."""


class EnvironmentFault(SlaspecError):
    """The disk is full, a folder cannot be written, a file cannot be read."""


class ServiceTimeError(SlaspecError):
    """An instant outside the compiled calendar, a reversed span, or a limit of zero."""


class QuantityError(SlaspecError):
    """A text that is no quantity; the message says which form is wanted."""


class Unsupported(LocatedError):
    """A term that the language knows and this version cannot act on; nothing was computed."""
