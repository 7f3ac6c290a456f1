"""
The pages of the gates: what a change must pass before it becomes what is agreed.

Gates compare two revisions (`slaspec diff`, `pytest --slaspec-base`) and act in `review/gates`; no
check of one revision asks them. Here is what they mean. The severity of a page is what a gate does
where a project sets nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class ExpectedCreditIncrease:
    """
    A change makes the credits that are to be expected rise by more than a limit.

    What it does:
        Compares the expected credit of each agreement in a month, before and after, on the same
        simulated months (where there are none: on the replayed ones), with
        `expected_credit_increase` in `[tool.slaspec.gates]`: a percentage of the credit before, or
        an amount. More than the limit is too much; of a credit of zero every increase is. A limit
        that lies within two standard errors of the simulated difference cannot be told apart from
        it: that is a warning, and more months decide. It is off until a limit is set.

    Why:
        One figure in a contract moves money every month until it ends. Whoever is to pay decides
        before it is merged, not when the first credit note is due.

    Wrong:

        # [tool.slaspec.gates] expected_credit_increase = {warn = "25%", deny = "50%"}
        remedies:
          - {id: desk-credit, for_each: window, rate: {flat: 10%}, base: {charge: service-desk}}
          # 5% on the base, on the same months

    Right:

        remedies:
          - {id: desk-credit, for_each: window, rate: {flat: 6%}, base: {charge: service-desk}}

    Source:
        IFRS 15, paragraphs 50 to 53: variable consideration is estimated as an expected value.
    """


class ExpectedCreditDecrease:
    """
    A change makes the credits that are to be expected fall by more than a limit.

    What it does:
        As G001, the other way round, with `expected_credit_decrease`: so that a customer hears of a
        remedy that no longer bites. It is off until a limit is set.

    Why:
        A cap or an exclusion can take a promise back without a word about the promise.

    Wrong:

        # [tool.slaspec.gates] expected_credit_decrease = {deny = "20%"}
        remedies:
          - {id: desk-credit, for_each: window, rate: {flat: 1%}, base: {charge: service-desk}}
          # 5% on the base, on the same months

    Right:

        remedies:
          - {id: desk-credit, for_each: window, rate: {flat: 5%}, base: {charge: service-desk}}

    Source:
        IFRS 15, paragraphs 50 to 53: variable consideration is estimated as an expected value.
    """


class BackingBroken:
    """
    What stands behind a promise was enough before the change, and is not any more.

    What it does:
        Proves every objective that the change reaches with the OLAs and UCs of both revisions, also
        for texts that take effect later, and names those that were backed and are not now.

    Why:
        A promise breaks where nobody looks: in the contract with the supplier, which another team
        changes.

    Wrong:

        kind: OLA
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            objectives:
              P1: {share: 95%, within: 6h, hours: 24x7}  # 4h on the base; the SLA promises 5h
              P2: {share: 95%, within: 6h, hours: office}

    Right:

        kind: OLA
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            objectives:
              P1: {share: 95%, within: 5h, hours: 24x7}
              P2: {share: 95%, within: 6h, hours: office}

    Source:
        ISO/IEC 20000-1:2018, 8.3.4: what suppliers deliver is aligned with the service level
        targets.
    """


class MissingApproval:
    """
    A material change is not signed by every party that has to consent.

    What it does:
        Asks for each change of what is promised, measured or paid who signed it. An amendment needs
        the signatures that `changes.consent` asks for. A text that is changed in place needs a new
        signature of each of these parties: those of the text before are not for this one. A charter
        is signed by nobody. A text on paper (`signed`) or written down from the other side's
        document (`transcribed_from`, with `read_by` and `checked_by`) counts by a new `sha256`. A
        document that many agreements share asks each agreement that names it. An agreement that is
        removed before its term is over was ended by nobody.

    Why:
        Who merges a change is not who may bind the other side. A signature is for the text that
        was there when it was given.

    Wrong:

        version: "2.0"
        signatures:
          - {party: acme, by: j-jansen, date: 2025-12-10}  # as on the base
          - {party: nordit, by: k-berg, date: 2025-12-11}

    Right:

        version: "2.0"
        signatures:
          - {party: acme, by: j-jansen, date: 2026-11-18}
          - {party: nordit, by: k-berg, date: 2026-11-19}

    Source:
        UNIDROIT Principles 2016, article 3.1.2: a contract is modified by the mere agreement of
        the parties.
    """


class VersionNotRaised:
    """
    A text is changed materially and keeps its version.

    What it does:
        Compares the version of each agreement and of Terms that were changed in place, before and
        after, by its numbers: 3.10 is above 3.9. The version that an amendment makes has to be
        above the one that it amends.

    Why:
        Statements, amendments and letters name a version. When two texts bear one number, nobody
        can say which one was meant.

    Wrong:

        version: "1.0"  # as on the base, where P1 was promised within 6h

    Right:

        version: "1.1"

    Source:
        ISO/IEC 20000-1:2018, 7.5.3.2: control of changes to documents (version control).
    """


class ReviewOverdue:
    """
    An agreement is changed while its review is overdue.

    What it does:
        Asks T010 of the agreements that the change is about, as of the day of the comparison. Of
        agreements that are left as they are, nothing is said.

    Why:
        Whoever changes one figure of a text that nobody looked at for a year decides on old facts.

    Wrong:

        effective: {from: 2025-01-01, through: 2027-12-31}
        review: {every: 12 months, held: [{date: 2025-09-15, decided: no change}]}

    Right:

        effective: {from: 2025-01-01, through: 2027-12-31}
        review: {every: 12 months, held: [{date: 2026-09-14, decided: P1 within 4h from 2027}]}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: at planned intervals the service level targets are monitored
        and reviewed.
    """


GATES: Mapping[str, tuple[str, str, Any]] = {
    "G001": ("expected-credit-increase", "off", ExpectedCreditIncrease),
    "G002": ("expected-credit-decrease", "off", ExpectedCreditDecrease),
    "G003": ("backing-broken", "error", BackingBroken),
    "G004": ("missing-approval", "error", MissingApproval),
    "G005": ("version-not-raised", "warning", VersionNotRaised),
    "G006": ("review-overdue", "warning", ReviewOverdue),
}
