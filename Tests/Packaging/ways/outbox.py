"""The ways of the functions of the outbox."""

from community import effects, invitation

WAYS = {
    "DispatchOutbox": (invitation() + effects(), [("dispatch-outbox", "2026-11-28T16:30:01Z")]),
    "SweepOutbox": (invitation() + effects(), [("sweep-outbox", "2026-11-28T16:32:00Z")]),
}
