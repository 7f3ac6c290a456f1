"""A check with any findings one likes, and texts that try to act."""

import re
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

import slaspec
from slaspec.findings import Finding, Span
from slaspec.use_cases.checked import Checked
from slaspec.use_cases.load import load
from slaspec.use_cases.run import run_of
from slaspec.use_cases.settings import Settings

DEMO = Path(slaspec.__file__).parent / "_demo"
AGREEMENT = "contracts/ferries.sla.yaml"
HOSTILE = [
    "::error file=x::y",
    "  ::error::y",
    "##[error]x",
    "a\n::error::b\r\nc",
    "100%0A::error::b%",
    "\x1b[31mred\x1b[0m\x00\x9b1m",
    "\u202eevil\u202c \u2028",
    "a|b|c",
    "\\|",
    "`code`",
    "```\nblock",
    "`",
    " ` ",
    "<script>alert(1)</script>",
    "<!-- x",
    "]]>",
    "&amp; &#x1f;",
    "\ufffe\uffff\ud800",
    "[click](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "{0} {1}",
    "@everyone #1 https://evil.example",
    "- a\n# b\n> c",
    "*b* _i_ ~s~ $m$",
    "a,b:c",
    "\u6e2f\u53e3",
]
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=40))


@cache
def book():
    """The contracts of the demo, as if they were read from `contracts`."""
    return load(DEMO / "contracts", "contracts")


def finding(message="a sentence", *, rule="M004", severity="error", line=41, **more):
    """A finding of the demo's one target."""
    given = {"document": "ferry-desk", "target": "resolution", "aspect": "measurable", **more}
    given.setdefault("span", Span(AGREEMENT, line, 5, 4))
    return Finding(rule=rule, severity=severity, message=message, **given)


def hostile(text):
    """A finding with a text in every place where an author's text may stand."""
    file = re.sub("[\0\ud800-\udfff]", "", text)  # no name of a file has these
    return finding(
        text,
        span=Span(f"contracts/{file}.yaml", 1, 1, 3),
        help=text,
        document=text,
        target=text,
        path=(text,),
        related=((text, Span(text, 1, 1)),),
        table=((text, text), ("plain", text)),
    )


def counted():
    """`6 files, 1 agreement, 1 target`: what the demo holds."""
    read = checked().run
    return ", ".join(
        f"{read[what]} {what.removesuffix('s') if read[what] == 1 else what}"
        for what in ("files", "agreements", "targets")
    )


def checked(*findings, already_there=(), fixed=(), baseline="", **settings):
    """A check of the demo that found this."""
    read = book()
    return Checked(
        lambda: read,
        run_of(read, "contracts", date(2026, 11, 21)),
        Settings(**settings),
        tuple(file.file for file in read.files),
        tuple(findings),
        tuple(already_there),
        tuple(fixed),
        baseline,
    )
