"""The runs of the functions for meetups."""

WAYS = {
    "ListMeetups": ([], [("list-meetups", "2026-11-28T16:30:00Z")]),
    "SignUpForMeetup": (
        [],
        [
            ("sign-up-for-meetup", "2026-11-28T16:30:00Z"),
            ("sign-up-for-meetup", "2026-11-28T16:32:00Z"),
            ("sign-up-for-meetup-with-key", "2026-11-28T16:33:00Z"),
            ("sign-up-for-meetup-with-key", "2026-11-28T16:34:00Z"),
        ]),
}
