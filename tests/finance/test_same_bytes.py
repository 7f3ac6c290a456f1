"""
XLSX, CSV, JSON, XML and text have the same bytes under 20 hash seeds, 3 locales and 4 zones.

Each process writes everything once. Here 20 processes hold every seed, and every locale with every
zone; SLASPEC_SURROUNDINGS=all runs all 240 of them.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import slaspec

ROOT = Path(slaspec.__file__).resolve().parent.parent
SEEDS = tuple(range(20))
LOCALES = ("C", "C.UTF-8", "de_DE.UTF-8")
ZONES = ("UTC", "Asia/Tokyo", "America/St_Johns", "Pacific/Apia")

PROGRAM = """
import contextlib, hashlib, json, locale, sys, time
with contextlib.suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
time.tzset()
from tests.finance.rendered import everything
print(json.dumps({name: hashlib.sha256(each).hexdigest() for name, each in everything().items()}))
"""


def surroundings():
    """Pairs of every locale and zone, in turn with every seed; or all there are."""
    if os.environ.get("SLASPEC_SURROUNDINGS") == "all":
        return list(itertools.product(SEEDS, LOCALES, ZONES))
    pairs = itertools.cycle(itertools.product(LOCALES, ZONES))
    return [(seed, *pair) for seed, pair in zip(SEEDS, pairs, strict=False)]


def written(surrounding):
    """The digests of everything that a process in these surroundings writes."""
    seed, locale, zone = surrounding
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "PYTHONPATH": str(ROOT),
            "PYTHONHASHSEED": str(seed),
            "LC_ALL": locale,
            "TZ": zone,
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout


def test_every_surrounding_writes_the_same_bytes():
    """One answer, whatever the hash seed, the locale and the zone of the machine."""
    chosen = surroundings()
    assert [set(SEEDS), set(LOCALES), set(ZONES)] == [
        set(each) for each in zip(*chosen, strict=True)
    ]

    with ThreadPoolExecutor(2) as pool:
        answers = set(pool.map(written, chosen))

    [answer] = answers
    assert {"json", "csv", "semicolon", "xlsx", "txt", "xml", "manifest"} == set(json.loads(answer))
