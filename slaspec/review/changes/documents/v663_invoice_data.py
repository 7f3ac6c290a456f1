"""Rule V663."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {
    "registration": "the registration of the organisation",
    "address": "the address of the organisation",
    "country": "the country of the organisation",
    "vat_id": "the tax number of the organisation",
    "endpoint": "the electronic address of the organisation",
}


@change_rule(
    id="V663",
    name="invoice-data",
    owns=(
        "Organisation.registration",
        "Organisation.address",
        "Organisation.country",
        "Organisation.vat_id",
        "Organisation.endpoint",
        "Endpoint.*",
    ),
    material=False,
)
def invoice_data(change: Difference) -> Said | None:
    """
    Credit notes and invoices for an organisation have other data.

    What it compares:
        Registration, address, country, number for value added tax, and electronic address.

    Why:
        A credit note with the wrong number is not booked.

    Before:

        kind: Parties
        organisations: [{id: acme, name: Acme AS, country: SE}]

    After:

        kind: Parties
        organisations: [{id: acme, name: Acme AS, country: NO}]

    Direction:
        neutral
    """
    return judged(_WORDS[change.key], change)
