"""A review as one HTML file: no script, nothing from the network, fit to print."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slaspec.report.escape import for_html
from slaspec.report.review_head import compared, versions
from slaspec.report.review_outline import (
    Block,
    Chart,
    Items,
    Part,
    Quoted,
    Section,
    Table,
    Words,
)
from slaspec.report.review_picture import drawn
from slaspec.report.review_told import outline

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from slaspec.review.review import Review

TEMPLATES = Path(__file__).parent / "templates"


def html(review: Review) -> str:
    """The whole page; every page of a print bears versions, revisions and the day."""
    style = (TEMPLATES / "review.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = _environment().get_template("review.html")
    return page.render(
        told=outline(review),
        as_of=review.as_of,
        running=_running(review),
        style=_safe(style),
        style_hash=f"sha256-{digest}",
    )


def _running(review: Review) -> Words:
    named = versions(review)
    return (*named, *((" · ",) if named else ()), *compared(review))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        autoescape=True,
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    made.filters["shown"] = lambda text: _safe(for_html(text))
    made.filters["drawn"] = drawn
    made.filters["parts"] = lambda section: list(_parts(section))
    kinds = {"quoted": Quoted, "table_part": Table, "items_part": Items, "block_part": Block}
    made.tests |= {name: _is_a(kind) for name, kind in {**kinds, "chart_part": Chart}.items()}
    return made


def _parts(section: Section) -> Iterator[Part]:
    """The parts of all groups; sentences that follow one another are one list."""
    every = (part for group in section.groups for part in group)
    for is_list, parts in groupby(every, lambda part: isinstance(part, Items)):
        if is_list:
            yield Items(tuple(each for part in parts for each in part.sentences))  # type: ignore[union-attr]
        else:
            yield from parts


def _is_a(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kind)


def _safe(text: str) -> Markup:
    """Text that is HTML already: escaped above, or a file of our own."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704
