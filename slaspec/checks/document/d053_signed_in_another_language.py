"""Rule D053."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="D053", name="signed-in-another-language", severity="warning", aspect="document")
def signed_in_another_language(agreement: Agreement) -> Iterator[Finding]:
    """
    The language that prevails is not the one that was signed, or none is said to prevail.

    What it does:
        Compares the `language` of the signed document with `languages: {prevailing}`, and finds a
        signed language where the agreement does not say which one prevails. For SLAs, OLAs and
        UCs with `signed`.

    Why:
        A translation into a prevailing language that nobody signed decides over the signed text:
        each side will doubt the other's translation.

    Wrong:

        languages: {prevailing: en, also: [nb]}
        signed: {document: acme.pdf, language: nb,
                 sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}

    Right:

        languages: {prevailing: nb, also: [en]}
        signed: {document: acme.pdf, language: nb,
                 sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}

    Source:
        UNIDROIT Principles 2016, article 4.7: with a discrepancy between language versions, the
        one in which the contract was originally drawn up is preferred.
    """
    signed = agreement.signed
    if signed is None or signed.language is None:
        return
    prevailing = agreement.languages.prevailing if agreement.languages else None
    if prevailing is None:
        said = "the agreement does not say which language prevails"
    elif prevailing != signed.language:
        said = f"'{prevailing}' prevails"
    else:
        return
    yield finding_at(
        signed.at.of("language"),
        f"{signed.document} is signed in '{signed.language}', and {said}",
        f"write languages: {{prevailing: {signed.language}, also: […]}}",
    )
