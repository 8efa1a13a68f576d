"""The runs of the functions for events and registrations."""

from community import event, profile

WAYS = {
    "ConfigureWaitlist": (
        event("my-event-123", 2),
        [("configure-waitlist-off", "2026-11-28T16:30:00Z"), ("configure-waitlist", "2026-11-28T16:31:00Z")]),
    "CreateEvent": (
        event("my-event-123", 2),
        [("create-event", "2026-11-28T16:30:00Z"), ("create-event", "2026-11-28T16:31:00Z")]),
    "DeleteEvent": (event("my-event-123", 2, ["user-123"]), [("delete-event", "2026-11-28T16:30:00Z")]),
    "GetEvent": (event("my-event-123", 2), [("get-event", "2026-11-28T16:30:00Z")]),
    "ListEvents": (event("my-event-123", 2), [("list-events", "2026-11-28T16:30:00Z")]),
    "ListRegistrations": (
        event("my-event-123", 1, ["grace"], ["user-123"], owner="owner-1"),
        [("list-registrations", "2026-11-28T16:30:00Z"), ("list-registrations-of-all", "2026-11-28T16:30:00Z")]),
    # A seat, a place in the line, and the same again.
    "RegisterForEvent": (
        event("my-event-123", 1) + profile("grace"),
        [
            ("register-for-event", "2026-11-28T16:30:00Z"),
            ("register-for-event-by-admin", "2026-11-28T16:30:00Z"),
            ("register-for-event-with-key", "2026-11-28T16:30:00Z"),
            ("register-for-event-with-key", "2026-11-28T16:31:00Z"),
        ]),
    # The next in line gets the seat.
    "UnregisterFromEvent": (
        event("my-event-123", 1, ["user-123"], ["grace"]), [("unregister-from-event", "2026-11-28T16:30:00Z")]),
    # The next in line gets a seat, and all are notified of the new title.
    "UpdateEvent": (event("my-event-123", 1, ["ada"], ["grace"]), [("update-event", "2026-11-28T16:30:00Z")]),
}
