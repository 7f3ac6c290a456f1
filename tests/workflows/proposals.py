"""Pull requests on the portfolio that `slaspec init` writes, and the machines that play them."""

import re
from datetime import date

from slaspec.language.quantities import Zone
from slaspec.use_cases.init import starting_portfolio
from tests.review.repositories import clone
from tests.workflows.runner import Runner

SLA = "contracts/customer.sla.yaml"
PORTFOLIO = dict(starting_portfolio(date(2026, 11, 1), Zone("Europe/Oslo")))
FAULTY = {SLA: PORTFOLIO[SLA].replace("desk-ola#restore/P2", "desk-ola#restore/P9")}


def tightened(text):
    """P1 within 4 hours instead of 5, as a new text: version and signatures are new."""
    assert "P1: {share: 90%, within: 5h" in text
    text = text.replace("P1: {share: 90%, within: 5h", "P1: {share: 90%, within: 4h")
    text = text.replace('version: "1.0"', 'version: "1.1"')
    return re.sub(r"(- \{party: [\w-]+, by: [\w-]+, date: )[\d-]+", r"\g<1>2026-10-25", text)


def propose(origin, change, base="main"):
    """A branch with a change, merged as GitHub merges what it tests; back to the base."""
    origin.branch("proposal")
    change(origin)
    origin.commit()
    origin.checkout(base)
    origin.git("checkout", "--quiet", "-b", "pull", base)
    origin.git("merge", "--quiet", "--no-ff", "-m", "merge", "proposal")
    origin.checkout(base)


def sla(change):
    """A change of the text of the SLA."""

    def made(origin):
        origin.write({SLA: change((origin.folder / SLA).read_text("utf-8"))})

    return made


def runner(tmp_path, checkout, base="main", event="pull_request"):
    """A runner in a checkout, with the context of an event."""
    context = {
        "event_name": event,
        "repository": "owner/contracts",
        "base_ref": base if event == "pull_request" else "",
        "head_ref": "proposal",
        "ref": "refs/pull/7/merge" if event == "pull_request" else "refs/heads/main",
        "sha": checkout.git("rev-parse", "HEAD"),
        "workspace": str(checkout.folder),
    }
    return Runner(tmp_path / "runner", checkout.folder, context)


def checked_out(origin, tmp_path, *options):
    """What the step `checkout` leaves: the merge, and all branches of the origin."""
    made = clone(origin, tmp_path / "checkout", "--branch", "pull", *options)
    made.git("checkout", "--quiet", "--detach")
    return made
