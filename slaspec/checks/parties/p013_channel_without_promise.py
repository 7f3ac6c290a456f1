"""Rule P013."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P013", name="channel-without-promise", severity="warning", aspect="parties")
def channel_without_promise(agreement: Agreement) -> Iterator[Finding]:
    """
    A support channel does not say whether the targets hold for what comes in by it.

    What it does:
        Asks every channel of `support`, in SLAs, OLAs and UCs, for `targets`: their ids, or `none`.

    Why:
        A chat that is staffed now and then looks like the phone to a customer. When a ticket from
        it takes three days, one side reads the target and the other a courtesy.

    Wrong:

        support: [{channel: chat, contact: chat.example, hours: office}]

    Right:

        support:
          - {channel: phone, contact: "+47 21 00 00 00", hours: 24x7, targets: [resolution]}
          - {channel: chat, contact: chat.example, hours: office, targets: none}

    Source:
        ITIL 4, service level management: a promise is stated for each channel, or stated to be
        none.
    """
    targets = [target.id for target in agreement.targets or ()]
    for channel in agreement.support or ():
        if channel.targets is None:
            wanted = f"targets: [{targets[0]}] or targets: none" if targets else "targets: none"
            yield finding_at(
                channel.at.of("channel"),
                f"nobody says which targets hold for what comes in by {channel.channel} to"
                f" {channel.contact}",
                f"add {wanted} to the channel",
            )
