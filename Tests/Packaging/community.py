"""The contents of a table before a function is called: users, events, registrations and places in line.

Everything has the form in which the functions write it, and the names used in the samples.
"""

import json
import pathlib

import boto3.dynamodb.types

ROOT = pathlib.Path(__file__).resolve().parents[2]
THEN = "2026-11-20T10:00:00.000Z"


def profile(user: str) -> list[dict]:
    return [{"PK": f"STUDENT#{user}", "SK": "PROFILE", "entityType": "PROFILE", "userId": user, "name": "Someone",
             "email": f"{user}@example.com", "isDeclared": True, "createdAt": THEN}]


def event(
        name: str, capacity: int, seated: list[str] | tuple = (), waiting: list[str] | tuple = (), status: str = "active",
        owner: str = "user-123") -> list[dict]:
    """Returns an event with its seats, its registrations, and its line, in that order."""
    keyed = {"PK": f"EVENT#{name}", "eventId": name, "status": status}
    people = [registration(name, user) for user in seated]
    people += [registration(name, user, ticket) for ticket, user in enumerate(waiting, 1)]
    return [
        keyed | facts(name) | {
            "SK": "EVENT", "entityType": "EVENT", "ownerId": owner, "version": 0, "sequence": 0,
            "createdAt": THEN, "updatedAt": THEN, "GSI1PK": f"EVENTS#{status}",
            "GSI1SK": f"2026-12-14T23:00:00.000Z#{name}"},
        keyed | {
            "SK": "SEATS", "entityType": "SEATS", "capacity": capacity, "waitlistEnabled": True,
            "registered": len(seated), "waiting": len(waiting), "nextTicket": len(waiting) + 1},
    ] + [item for person in people for item in person]


def facts(name: str) -> dict:
    return {"eventId": name, "title": "Swift on Lambda", "description": "Talks", "date": "2026-12-15",
            "startTime": "18:00", "timezone": "Europe/Paris", "location": "Paris", "organizer": "Convene"}


def registration(name: str, user: str, ticket: int | None = None) -> list[dict]:
    known = {"eventId": name, "userId": user, "registeredAt": THEN}
    state = {"status": "registered"} if ticket is None else {"status": "waitlisted", "ticket": ticket}
    place = [] if ticket is None else [
        known | {"PK": f"EVENT#{name}", "SK": f"WAITLIST#{ticket:020}", "entityType": "WAITLIST", "ticket": ticket}]
    return place + pointer(name, user) + [known | state | {
        "PK": f"EVENT#{name}", "SK": f"REGISTRATION#{user}", "entityType": "REGISTRATION", "name": "Someone",
        "email": f"{user}@example.com", "language": "en", "calendarId": "01a1dab2-5a80-7000-8000-000000000001"}]


def pointer(name: str, user: str) -> list[dict]:
    return [{"PK": f"STUDENT#{user}", "SK": f"REGISTRATION#{name}", "entityType": "REGISTRATION_POINTER",
             "eventId": name, "userId": user, "registeredAt": THEN}]


def sign_up(user: str) -> list[dict]:
    """A sign-up for a meetup, of a user who was invited."""
    meetup = "spec-driven-dev-weekly"
    return [{"PK": f"STUDENT#{user}", "SK": f"MEETUP_SIGNUP#{meetup}", "entityType": "MEETUP_SIGNUP",
             "meetupId": meetup, "signedUpAt": THEN, "lastInviteAt": THEN, "GSI1PK": f"MEETUP#{meetup}",
             "GSI1SK": f"SIGNUP#{THEN}#{user}", "name": "Someone", "email": f"{user}@example.com", "language": "en",
             "calendarId": "01a1dab2-5a80-7000-8000-000000000002"}]


def waiting_mail(user: str) -> list[dict]:
    """A mail that waits in the outbox."""
    payload = {"news": "event_registered", "contact": {"name": "Someone", "email": f"{user}@example.com"}, "facts": {}}
    return [item | {"userId": user} for item in entry(4, "mail", payload)]


def invitation() -> list[dict]:
    """Returns the outbox entry in the sample of the stream."""
    image = json.loads((ROOT / "events/dispatch-outbox.json").read_text())["Records"][0]["dynamodb"]["NewImage"]
    return [boto3.dynamodb.types.TypeDeserializer().deserialize({"M": image})]


def effects() -> list[dict]:
    """Returns the effects to carry out: free seats to fill, news to send, an event to remove."""
    told = {"sequence": 1, "createdAt": THEN, "event": facts("told") | {"status": "postponed"}}
    gone = {"sequence": 1, "createdAt": THEN, "event": facts("gone") | {"status": "active"}}
    return (
        event("free", 2, ["ada"], ["bob"]) + event("told", 2, ["ada"]) + event("gone", 1, ["ada"], ["bob"], "deleted")
        + entry(1, "event_promotions", {"eventId": "free"})
        + entry(2, "event_notices", told | {"eventId": "told", "kind": "event_postponed"})
        + entry(3, "event_removal", gone | {"eventId": "gone"}))


def mail() -> list[dict]:
    """Returns the mail for the invitation."""
    (news,) = invitation()
    return [item | {"userId": news["userId"]} for item in entry(5, "mail", news["payload"])]


def entry(number: int, kind: str, payload: dict) -> list[dict]:
    identity = f"01a222fd-fb40-7c41-9d6e-00000000000{number}"
    return [{"PK": f"OUTBOX#{identity}", "SK": "OUTBOX", "entityType": "OUTBOX", "GSI1PK": f"OUTBOX#{number}",
             "GSI1SK": "2026-11-28T16:30:00.000Z", "kind": kind, "payload": payload, "status": "PENDING",
             "attempts": 0, "createdAt": "2026-11-28T16:30:00.000Z"}]


def in_vain() -> list[dict]:
    """Returns an entry of the outbox that no retry can carry out: a mail with unreadable facts."""
    (lasting,) = mail()
    return entry(4, lasting["kind"], lasting["payload"] | {"facts": {}})
