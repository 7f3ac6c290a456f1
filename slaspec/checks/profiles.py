"""For whom a rule speaks: a contract between companies, a promise to customers, an inner one."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at
from slaspec.findings import Finding
from slaspec.language.model import Agreement


def between_companies(agreement: Agreement) -> bool:
    """Whether it binds two companies: said so, or not said in an SLA or a UC."""
    return agreement.binding == "contract" or (
        agreement.binding is None and agreement.kind != "OLA"
    )


def is_charter(agreement: Agreement) -> bool:
    """Whether it is an informal promise to a class of customers, that nobody signs."""
    return agreement.binding == "charter"


def is_outward(agreement: Agreement) -> bool:
    """Whether it is with somebody outside: an SLA with customers, or a UC with a supplier."""
    return agreement.kind != "OLA"


def binds_outside(agreement: Agreement) -> bool:
    """Whether it binds somebody outside: a contract, and no charter or inner agreement."""
    return is_outward(agreement) and agreement.binding in (None, "contract")


def binds_customer(agreement: Agreement) -> bool:
    """Whether it is a contract with a customer: an SLA that is no charter and no inner one."""
    return agreement.kind == "SLA" and agreement.binding in (None, "contract")


def unsaid(agreement: Agreement, what: str, help: str) -> Iterator[Finding]:
    """A finding at the id of an agreement, of which something as a whole is missing."""
    told = f"{agreement.kind} '{agreement.id}' {what}"
    yield finding_at(agreement.at.of("id"), told, help)
