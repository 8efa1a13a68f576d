"""The runs of the functions for the outbox."""

from community import effects, in_vain, invitation, mail

WAYS = {
    "DispatchOutbox": (invitation() + mail() + effects() + in_vain(), [("dispatch-outbox", "2026-11-28T16:30:01Z")]),
    "SweepOutbox": (invitation() + mail() + effects() + in_vain(), [("sweep-outbox", "2026-11-28T16:32:00Z")]),
}
