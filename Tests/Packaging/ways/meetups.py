"""The runs of the functions for meetups."""

from community import sign_up

WAYS = {
    "CancelMeetupSignUp": (sign_up("user-123"), [("cancel-meetup-sign-up", "2026-11-28T16:30:00Z")]),
    "ListMeetups": ([], [("list-meetups", "2026-11-28T16:30:00Z")]),
    "SignUpForMeetup": (
        [],
        [
            ("sign-up-for-meetup", "2026-11-28T16:30:00Z"),
            ("sign-up-for-meetup", "2026-11-28T16:32:30Z"),
            # Within a minute of the last invitation, so that none is sent, and the key alone is kept.
            ("sign-up-for-meetup-with-key", "2026-11-28T16:33:00Z"),
            ("sign-up-for-meetup-with-key", "2026-11-28T16:34:00Z"),
        ]),
}
