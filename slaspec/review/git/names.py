"""
Which names of revisions are accepted.

A name reaches `git` as one argument, behind `--end-of-options`, and then the outputs. Letters and
digits of any script are accepted, with what branches and tags are commonly written with, and the
steps back from them (`HEAD~2`, `v1^2`, `main@{upstream}`). Refused are options (a leading `-`),
ranges (`..`), spaces and control characters, and what asks for a file (`:`), for a text (`^{/…}`)
or for a day (`@{yesterday}`, which would read the clock).
"""

from __future__ import annotations

import re

from slaspec.errors import UsageError
from slaspec.language.characters import HIDDEN, shown

LONGEST_NAME = 250
_NAME = re.compile(
    r"(?:@(?!\{)|(?=@\{)|[^\W_][\w./@+#=%,-]*)"
    r"(?:@\{(?:[0-9]{1,6}|u|upstream|push)\}|\^[0-9]{0,2}|\^\{commit\}|~[0-9]{0,6})*"
)


def is_name(name: str) -> bool:
    """Whether a name is one of the accepted forms; nothing says that there is such a revision."""
    plain = len(name) <= LONGEST_NAME and ".." not in name and not HIDDEN.search(name)
    return plain and _NAME.fullmatch(name) is not None


def require_name(name: str, named_by: str = "") -> str:
    """The name; raises `UsageError` where it is of no accepted form."""
    if is_name(name):
        return name
    source = f" ({named_by})" if named_by else ""
    if ".." in name:
        raise UsageError(f"'{shown(name)}'{source} is a range: name BASE and HEAD as two arguments")
    raise UsageError(
        f"'{shown(name)}'{source} cannot name a revision: write a branch, a tag or a commit,"
        " as main, origin/main, v2.3, 3f1c9ab or HEAD~1"
    )
