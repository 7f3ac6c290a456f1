"""
Upptime (https://upptime.js.org): a monitor that keeps what it finds in a GitHub repository.

`records: probe` (or `value`, for response times) reads the versions of history files,
`history/SITE.yml`, one after the other with `---` between them, of one site or of several:

    for version in $(git rev-list --reverse HEAD -- history/SITE.yml); do
      echo ---; git show $version:history/SITE.yml
    done > SITE.txt

(Files of a book that end in `.yml` are contracts, so this one has another name.)
Its columns are the keys of these files: `url`, `status` (`up`, `down`, `degraded`), `code`,
`responseTime` (milliseconds), `lastUpdated`, `startTime`. Upptime looks every few minutes and
writes a version where the status changes and about once a day: `silence_after` is longer than that.

`records: outage` reads the issues that it opens and closes, as the API of GitHub lists them
(`/repos/OWNER/REPO/issues?labels=status&state=all`, JSON, all pages). Its columns are `number`,
`title`, `site` and `status` (`down`, `degraded`, both as the title says them), `created_at` and
`closed_at`. An issue whose title was changed names no site and no status. Pull requests, and issues
that have labels but not Upptime's own `status`, are passed over and counted in a note: anybody may
open one under any title.

Source: uptime-monitor, `src/update.ts`, which writes both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from slaspec.records.reasons import quoted
from slaspec.records.sources.byte_streams import NulError, open_text
from slaspec.records.sources.json_export import JsonExport, ShapeError, text
from slaspec.records.sources.keyed import Keyed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import ExitStack
    from pathlib import Path
    from typing import TextIO

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tickets import Progress

FORMAT = "upptime"
RECORDS = ("probe", "outage", "value")

LABEL = "status"  # on every issue that Upptime opens, beside that of the site
_LINE = re.compile(r"(?:- )?([A-Za-z]+):(?: (.*))?")
_TITLE = re.compile(r"(?:\W+ )?(\S.*?) (?:(is down)|has degraded performance)")


def open_table(
    source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> Keyed:
    """The issues, or the versions of history files, that one file holds."""
    table = Issues if source.records == "outage" else Versions
    return table(source, file, shown, progress)


class Issues(JsonExport):
    """The issues of a repository, one for each time that a site was down or degraded."""

    of_updates = False

    def __init__(
        self, source: DataSource, file: Path, shown: str, progress: Progress | None = None
    ) -> None:
        super().__init__(source, file, shown, progress)
        self._passed_over = 0

    def _rows_of(self, members: dict[str, Any]) -> Iterator[dict[str, str]]:
        if "number" not in members or "created_at" not in members:
            raise ShapeError("this is no issue of GitHub: it has no 'number' or no 'created_at'")
        if not _is_of_upptime(members):
            self._passed_over += 1
            return
        title = text(members.get("title"), "title")
        told = _TITLE.fullmatch(title)
        yield {
            "number": text(members["number"], "number"),
            "title": title,
            "site": told[1] if told else "",
            "status": ("down" if told[2] else "degraded") if told else "",
            "created_at": text(members["created_at"], "created_at"),
            "closed_at": text(members.get("closed_at"), "closed_at"),
        }

    def _last_rows(self) -> Iterator[dict[str, str]]:
        """No row; but how many issues were passed over."""
        if self._passed_over:
            self.notes = (f"passed over, because Upptime did not open them: {self._passed_over}",)
        return iter(())


def _is_of_upptime(issue: Mapping[str, Any]) -> bool:
    """Whether Upptime opened an issue; the API of GitHub lists pull requests among the issues."""
    labels = issue.get("labels")
    if "pull_request" in issue or not isinstance(labels, list):
        return "pull_request" not in issue
    return LABEL in [each.get("name") if isinstance(each, dict) else each for each in labels]


class Versions(Keyed):
    """
    Versions of history files as Upptime writes them: `key: text` lines, no other YAML.

    Raises `LocatedError` (`file:line:column`) at the first line that is none of them.
    """

    def _begin(self, stack: ExitStack) -> Iterator[tuple[int, Mapping[str, str]]]:
        self._bytes, lines = open_text(stack, self._file, self._shown, progress=self._progress)
        return self._versions(lines)

    def _versions(self, lines: TextIO) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Each version with the line of its first key."""
        number, first, version = 0, 0, dict[str, str]()
        try:
            with self._faults_of_stream(lambda: number + 1):
                for number, line in enumerate(map(str.rstrip, lines), 1):
                    if line == "---" and version:
                        yield first, self._whole(first, version)
                        version = {}
                    elif line and line != "---":
                        first = first if version else number
                        self._add(number, line, version)
        except (UnicodeDecodeError, NulError):
            sentence = "the text contains a NUL character or bytes that are not UTF-8"
            again = "write the versions again as they stand in the repository"
            raise self.refusal(f"{sentence}, here or later", number + 1, 1, again) from None
        if version:
            yield first, self._whole(first, version)

    def _add(self, number: int, line: str, version: dict[str, str]) -> None:
        found = _LINE.fullmatch(line)
        if found is None:
            sentence = f"this is no line of a history file of Upptime: {quoted(line)}"
            raise self.refusal(sentence, number, 1, "write only versions of history/*.yml")
        if found[1] in version:
            sentence = f"this version has {quoted(found[1])} twice"
            raise self.refusal(sentence, number, 1, "put a line --- between two versions")
        version[found[1]] = (found[2] or "").strip()

    def _whole(self, first: int, version: dict[str, str]) -> dict[str, str]:
        if "status" not in version or "lastUpdated" not in version:
            sentence = "this version has no 'status' or no 'lastUpdated'"
            raise self.refusal(sentence, first, 1, "write whole versions of history/*.yml")
        return version
