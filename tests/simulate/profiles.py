"""Profiles for the tests, as the text of a document; a test says only what it is about."""

from slaspec.language.read import read_text

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FLAT = "{" + ", ".join(f"{day}: [{', '.join(['1'] * 24)}]" for day in DAYS) + "}"
PLAIN = {
    "per_week": "70",
    "hours_of_week": FLAT,
    "services": "{service-desk: 100%}",
    "priorities": "{P1: {share: 100%, resolution: {p0: 1h, p100: 3h}}}",
    "closed": "{after: {p50: 120h}}",
}
FULL = PLAIN | {
    "per_week": "1844",
    "services": "{service-desk: 90%, network: 10%}",
    "day_factor": "{p10: 70%, p50: 100%, p90: 130%}",
    "priorities": """
    P1: {share: 2%, waiting: 30%, resolution: {p5: 2min, p25: 20min, p50: 2h, p75: 10h, p95: 40h},
         events: {assigned: {p10: 1min, p90: 20min}, first_response: {p10: 2min, p90: 30min}}}
    P2: {share: 8%, waiting: 25%, resolution: {p5: 4min, p25: 40min, p50: 4h, p75: 20h, p95: 80h},
         events: {assigned: {p10: 2min, p90: 40min}, first_response: {p10: 4min, p90: 60min}}}
    P3: {share: 90%, waiting: 23%, resolution: {p1: 1min, p25: 20min, p50: 2h, p75: 50h, p99: 900h},
         resolution_with_waiting: {p5: 5h, p50: 180h, p95: 1800h},
         events: {assigned: {p10: 5min, p90: 20h}, first_response: {p10: 5min, p90: 30h}}}""",
    "waiting": "{part: {p5: 2%, p50: 73%, p95: 99%},"
    " states: {waiting_customer: 90%, waiting_supplier: 10%}, spans: [80%, 15%, 5%]}",
    "reclassified": "{part: {p10: 1%, p90: 90%}, changes: {P2: {P1: 5%, P3: 4%}, P3: {P2: 1%}}}",
    "groups": "{first: {desk: 100%}, next: {platform: 60%, net: 40%}, hand_overs: [70%, 20%, 10%]}",
    "reopened": "{share: 2%, after: {p10: 1h, p90: 100h}, takes: {p10: 10min, p90: 48h}}",
    "closed": "{after: {p10: 120h, p90: 121h}, bulk: {share: 12%, every: quarter},"
    " without_resolved: 6.2%}",
    "cancelled": "2%",
    "duplicate": "1%",
}


def profile_of(base=PLAIN, *, zone="Europe/Oslo", **said):
    """The profile of some keys of `tickets`, with others than the base has; None drops one."""
    keys = {key: value for key, value in (base | said).items() if value is not None}
    body = "".join(f"  {key}: {value}\n" for key, value in keys.items())
    return read("tickets:\n" + body, zone)


def outages_of(body, zone="UTC"):
    """The profile of a section `outages`."""
    return read("outages:\n" + "".join(f"  {line}\n" for line in body.splitlines()), zone)


def read(sections, zone):
    head = "apiVersion: slaspec/v1\nkind: Profile\nid: desk\ntitle: Desk\n"
    file = read_text(f"{head}timezone: {zone}\n{sections}".encode(), "desk.profile.yaml")
    assert () == tuple(file.findings)
    return file.contract
