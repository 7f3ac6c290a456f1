"""
Whatever stands in a file, reading it ends in a document or in findings: never in another error.

The mutations come from fixed seeds, so that a failure is the same tomorrow. `SLASPEC_FUZZ_SECONDS`
makes the runs longer; the default is short enough for every commit.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from slaspec.findings import Finding
from slaspec.language import events
from slaspec.language.document import Document, Refused, read_document
from slaspec.language.read import read_text

CONTRACTS = Path(__file__).parents[2] / "contracts" / "nordit"
SEEDS = [path.read_bytes() for path in sorted(CONTRACTS.rglob("*.yaml"))]
SECONDS = float(os.environ.get("SLASPEC_FUZZ_SECONDS", "20"))
LONGEST_FILE_SECONDS = 2.0
TOKENS = [
    *(
        b"[",
        b"]",
        b"{",
        b"}",
        b": ",
        b":",
        b"- ",
        b"? ",
        b", ",
        b"#",
        b" #",
        b"&a ",
        b"*a ",
        b"!!x ",
    ),
    *(
        b"|",
        b">",
        b"|2-",
        b"'",
        b'"',
        b"\\",
        b'"\\u202e"',
        b'"\\x"',
        b"%YAML 1.1\n",
        b"---\n",
        b"...\n",
    ),
    *(
        b"<<: ",
        b"null",
        b"true",
        b"~",
        b"yes",
        b"1e3",
        b"0777",
        b"4.10",
        b"5",
        b"-1",
        b"99.9%",
        b"4h",
    ),
    *(
        b"\r",
        b"\r\n",
        b"\n",
        b"\n\n",
        b"\t",
        b" ",
        b"  ",
        b"\x00",
        b"\xff",
        b"\xc3",
        b"\xef\xbb\xbf",
    ),
    *("\u2028\u202e\u00ad\u0085\u200b\ufeff\U000e0041\U0001f600é٣".encode(), b"@", b"`", b"="),
    *(
        b"[" * 40,
        b"{a: " * 40,
        b"9" * 400,
        b"id: ",
        b"kind: SLA\n",
        b"{}",
        b"[]",
        b'""',
        b"2026-02-30",
    ),
    *(
        b"targets: 5\n",
        b"rate: null\n",
        b"objective: [1]\n",
        b"within: {working_days: 2.0}\n",
        b"{b, c}",
    ),
]


def spliced(raw: bytes, other: bytes, rng: random.Random) -> bytes:
    """A part of another contract instead of a part of this one."""
    start, length = rng.randrange(len(raw)), rng.randrange(80)
    at = rng.randrange(len(other))
    return raw[:start] + other[at : at + rng.randrange(120)] + raw[start + length :]


def bent_bytes(raw: bytes, _other: bytes, rng: random.Random) -> bytes:
    """Some bytes are others."""
    changed = bytearray(raw)
    for _ in range(rng.randrange(1, 4)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def with_token(raw: bytes, _other: bytes, rng: random.Random) -> bytes:
    """A token of YAML or of a contract where none belongs."""
    at = rng.randrange(len(raw) + 1)
    return raw[:at] + rng.choice(TOKENS) + raw[at + rng.randrange(3) :]


def without_part(raw: bytes, _other: bytes, rng: random.Random) -> bytes:
    """A stretch is missing."""
    at = rng.randrange(len(raw))
    return raw[:at] + raw[at + rng.randrange(1, 60) :]


def other_value(raw: bytes, _other: bytes, rng: random.Random) -> bytes:
    """A value of a line is another one: the document stays YAML, the shape does not."""
    lines = raw.split(b"\n")
    at = rng.randrange(len(lines))
    key, colon, _ = lines[at].partition(b": ")
    lines[at] = key + colon + rng.choice(TOKENS)
    return b"\n".join(lines)


def moved_lines(raw: bytes, _other: bytes, rng: random.Random) -> bytes:
    """Lines repeated, swapped or indented otherwise."""
    lines = raw.split(b"\n")
    one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one] = rng.choice([lines[two], b"  " + lines[one], lines[one].lstrip(), lines[one] * 2])
    return b"\n".join(lines)


MUTATIONS: list[Callable[[bytes, bytes, random.Random], bytes]] = [
    spliced,
    bent_bytes,
    with_token,
    without_part,
    other_value,
    moved_lines,
]


def mutants(seed: int, seconds: float) -> Iterator[bytes]:
    """Mutated contracts, from a fixed seed, for about so many seconds."""
    rng = random.Random(seed)
    until = time.process_time() + seconds
    while time.process_time() < until:
        raw = rng.choice(SEEDS)
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            raw = rng.choice(MUTATIONS)(raw or b"a", rng.choice(SEEDS), rng)
        yield raw


def assert_usable(finding: Finding, raw: bytes) -> None:
    """A finding has a place inside the file and is one short visible line."""
    lines = raw.count(b"\n") + 1
    assert 1 <= finding.span.line <= lines, (finding, raw)
    assert finding.span.column >= 1, (finding, raw)
    assert finding.span.width >= 1, (finding, raw)
    assert 0 < len(finding.message) <= 500, (finding, raw)
    assert finding.message.isprintable(), (finding, raw)
    assert finding.help.isprintable(), (finding, raw)
    assert finding.rule[0] in "YS", (finding, raw)
    assert 16 == len(finding.fingerprint)


@pytest.mark.parametrize(
    ("loader", "part"), [(yaml.CSafeLoader, 0.3), (yaml.SafeLoader, 0.2)], ids=["libyaml", "pure"]
)
def test_reading_ends_in_a_document_or_a_refusal(
    loader: object, part: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Mutated bytes are read or refused; every place of what was read can be asked for.
    """
    monkeypatch.setattr(events, "_LOADER", loader)
    read = refused = 0
    for raw in mutants(seed=20260117, seconds=SECONDS * part):
        try:
            document = read_document(raw, "a.yaml")
        except Refused as refusal:
            refused += 1
            assert_usable(refusal.finding, raw)
        else:
            read += 1
            assert isinstance(document, Document)
            assert document.span(("targets", 0, "id")).line >= 1

    assert min(read, refused) > 20, (read, refused)


def test_a_whole_file_ends_in_a_contract_or_in_findings() -> None:
    """
    Text, shape and quantities together: a contract, or findings with places, and in time.
    """
    good = bad = 0
    slowest = 0.0
    for raw in mutants(seed=20260118, seconds=SECONDS * 0.5):
        before = time.process_time()
        result = read_text(raw, "a.yaml")
        slowest = max(slowest, time.process_time() - before)
        good += result.contract is not None
        bad += bool(result.findings)
        assert (result.contract is None) == bool(result.findings), raw
        for finding in result.findings:
            assert_usable(finding, raw)
        assert list(result.findings) == sorted(result.findings, key=lambda f: f.order)

    assert min(good, bad) > 20, (good, bad)
    assert slowest < LONGEST_FILE_SECONDS


def test_the_same_bytes_give_the_same_findings() -> None:
    """
    Reading has no memory: the second reading of a file says what the first one said.
    """
    rng = random.Random(5)
    raws = [with_token(rng.choice(SEEDS), b"", rng) for _ in range(200)]

    first = [read_text(raw, "a.yaml").findings for raw in raws]

    assert first == [read_text(raw, "a.yaml").findings for raw in reversed(raws)][::-1]
