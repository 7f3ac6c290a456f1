"""
The `git` command, asked about commits and files and never for anything that runs code.

No hook, filter, monitor, text conversion or program of a configuration is started by what is asked
here (`rev-parse`, `merge-base`, `ls-tree`, `ls-files`, `cat-file`), and no network is used. What
could still name a program is switched off.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess  # in list form, never through a shell
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NoReturn

from slaspec.errors import EnvironmentFault, UsageError
from slaspec.language.characters import shown

_SWITCHED_OFF = (
    "core.fsmonitor=",
    "core.hooksPath=/dev/null",
    "protocol.allow=never",
    "protocol.ext.allow=never",
)
_SAID = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone must not fetch what it lacks
    "LC_ALL": "C",  # its words are looked at
    "LANGUAGE": "",
}
# Where the user stands says which repository is meant, not a variable that a hook has set; whom
# the user trusts is said in a configuration.
_KEPT = (
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_KEY_",
    "GIT_CONFIG_VALUE_",
    "GIT_CEILING_DIRECTORIES",
)
_UNTRUSTED = re.compile(r"dubious ownership in repository at '(.*)'")


@dataclass(frozen=True)
class Answer:
    """What the command answered: its exit code, what it wrote, and what it complained about."""

    code: int
    out: bytes
    complaint: str

    @property
    def text(self) -> str:
        """What it wrote, without the end of the line; a name of any bytes."""
        return self.out.decode("utf-8", "surrogateescape").removesuffix("\n")


@dataclass(frozen=True)
class Git:
    """The command in a folder: `Git(Path(), os.environ).text("rev-parse", "HEAD")`."""

    folder: Path
    environ: Mapping[str, str]

    @cached_property
    def call(self) -> tuple[str, ...]:
        """The program with what is switched off; `EnvironmentFault` where there is none."""
        folders = self.environ.get("PATH", os.defpath).split(os.pathsep)
        program = shutil.which("git", path=os.pathsep.join(filter(os.path.isabs, folders)))
        if program is None:
            raise EnvironmentFault("git was not found: apt-get install git")
        return (program, *(word for setting in _SWITCHED_OFF for word in ("-c", setting)))

    @cached_property
    def surroundings(self) -> dict[str, str]:
        """The environment of the command."""
        kept = (n for n in self.environ if not n.startswith("GIT_") or n.startswith(_KEPT))
        return {name: self.environ[name] for name in kept} | _SAID

    def ask(self, *arguments: str) -> Answer:
        """Run the command to its end; whether it succeeded is for the caller to judge."""
        try:
            done = subprocess.run(  # noqa: S603
                [*self.call, *arguments],
                cwd=self.folder,
                env=self.surroundings,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            raise EnvironmentFault(f"git cannot be run: {error.strerror}") from None
        return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))

    def answer(self, *arguments: str) -> Answer:
        """What the command answered; raises `UsageError` with what is wrong."""
        answer = self.ask(*arguments)
        if answer.code:
            fail(answer.complaint)
        return answer

    def text(self, *arguments: str) -> str:
        """The text that the command wrote; raises as `answer` does."""
        return self.answer(*arguments).text


def fail(complaint: str) -> NoReturn:
    """Raise `UsageError` for a complaint of the command, in words that say what to do."""
    if untrusted := _UNTRUSTED.search(complaint):
        folder = shlex.quote(shown(untrusted[1]))
        raise UsageError(
            "git does not trust this repository, because it belongs to another user; if you do: "
            f"git config --global --add safe.directory {folder}"
        )
    if "not a git repository" in complaint:
        raise UsageError(
            "this folder is in no git repository: name two folders or two files to be compared"
        )
    if "promisor remote" in complaint or "transport" in complaint:
        raise UsageError(
            "this clone lacks files of the revision, because it is partial; run:"
            " git fetch --refetch --no-filter origin"
        )
    said = complaint.strip().splitlines() or ["no reason given"]
    raise UsageError(f"git: {shown(said[-1])}")
