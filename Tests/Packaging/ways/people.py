"""The runs of the functions for users."""

from community import event, pointer, profile, sign_up, waiting_mail

WAYS = {
    "CreateUser": (
        profile("grace"), [("create-user", "2026-11-28T16:30:00Z"), ("create-user-with-key", "2026-11-28T16:30:00Z")]),
    # A seat for which someone waits, a place in a line, a pointer to a deleted event, a sign-up, and a mail that waits.
    "DeleteUser": (
        profile("user-123") + event("full", 1, ["user-123"], ["grace"]) + event("fuller", 1, ["grace"], ["user-123"])
        + pointer("gone", "user-123") + sign_up("user-123") + waiting_mail("user-123"),
        [("delete-user", "2026-11-28T16:30:00Z")]),
    "ExportUser": (
        profile("user-123") + event("full", 1, ["grace"], ["user-123"]), [("export-user", "2026-11-28T16:30:00Z")]),
    "GetUser": (profile("user-123"), [("get-user", "2026-11-28T16:30:00Z")]),
    # A user who waits for a seat, and one who only has a profile.
    "ListUserRegistrations": (
        event("full", 1, ["ada"], ["user-123"]) + profile("grace"),
        [
            ("list-user-registrations", "2026-11-28T16:30:00Z"),
            ("list-user-registrations-by-admin", "2026-11-28T16:30:00Z"),
        ]),
    # A profile is made, and then it is changed.
    "UpdateUser": ([], [("update-user", "2026-11-28T16:30:00Z"), ("update-user", "2026-11-28T16:31:00Z")]),
}
