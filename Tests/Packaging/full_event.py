"""An event that someone else waits for, with a seat of the samples' person, and a pointer to an event that is gone.

What is done about that person then meets everything that a person can have.
"""

import os

import boto3

PERSON, NEXT = "user-123", "next-in-line"
REGISTERED_AT = "2026-11-20T10:00:00.000Z"
EVENT = {
    "PK": "EVENT#full", "SK": "EVENT", "entityType": "EVENT", "eventId": "full", "ownerId": "owner", "title": "Full",
    "description": "An event.", "date": "2026-12-15", "timezone": "UTC", "location": "Hall", "organizer": "Rico",
    "status": "active", "sequence": 0, "version": 0, "createdAt": REGISTERED_AT, "updatedAt": REGISTERED_AT,
    "GSI1PK": "EVENTS#active", "GSI1SK": "2026-12-15T00:00:00.000Z#full",
}
SEATS = {
    "PK": "EVENT#full", "SK": "SEATS", "entityType": "SEATS", "capacity": 1, "status": "active",
    "waitlistEnabled": True, "registered": 1, "waiting": 1, "nextTicket": 2,
}


def registration(user: str, status: str, number: int, **others) -> dict:
    return {
        "PK": "EVENT#full", "SK": f"REGISTRATION#{user}", "entityType": "REGISTRATION", "eventId": "full",
        "userId": user, "status": status, "registeredAt": REGISTERED_AT, "name": "Someone", "language": "en",
        "calendarId": f"01a1dab2-5a80-7000-8000-00000000000{number}", "email": "someone@example.com", **others,
    }


def pointer(user: str, event: str) -> dict:
    return {"PK": f"STUDENT#{user}", "SK": f"REGISTRATION#{event}", "entityType": "REGISTRATION_POINTER",
            "eventId": event, "userId": user, "registeredAt": REGISTERED_AT}


ITEMS = [
    EVENT, SEATS, registration(PERSON, "registered", 1), registration(NEXT, "waitlisted", 2, ticket=1),
    {"PK": "EVENT#full", "SK": "WAITLIST#00000000000000000001", "entityType": "WAITLIST", "eventId": "full",
     "userId": NEXT, "ticket": 1, "registeredAt": REGISTERED_AT},
    pointer(PERSON, "full"), pointer(NEXT, "full"), pointer(PERSON, "gone"),
]


def put_into(table: str) -> None:
    resource = boto3.resource(
        "dynamodb", endpoint_url=os.environ["DYNAMODB_ENDPOINT"],
        region_name=os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "eu-west-1")
    for item in ITEMS:
        resource.Table(table).put_item(Item=item)
