"""An event with one seat, which the samples about registrations name."""

import os

import boto3

EVENT = "swift-on-lambda"


def put_into(table: str) -> None:
    """Puts the event and its seats, none of which is taken, into the table."""
    keyed = {"PK": f"EVENT#{EVENT}", "eventId": EVENT, "status": "active"}
    event = {
        "SK": "EVENT", "entityType": "EVENT", "ownerId": "owner-1", "title": "Swift on Lambda", "description": "Talks",
        "date": "2026-12-15", "timezone": "Europe/Paris", "location": "Paris", "organizer": "Convene", "sequence": 0,
        "version": 0, "createdAt": "2026-11-21T12:00:00.000Z", "updatedAt": "2026-11-21T12:00:00.000Z",
        "GSI1PK": "EVENTS#active", "GSI1SK": f"2026-12-14T23:00:00.000Z#{EVENT}",
    }
    seats = {
        "SK": "SEATS", "entityType": "SEATS", "capacity": 1, "waitlistEnabled": True, "registered": 0, "waiting": 0,
        "nextTicket": 1,
    }
    resource = boto3.resource("dynamodb", endpoint_url=os.environ["DYNAMODB_ENDPOINT"], region_name=os.environ["AWS_REGION"])
    for item in (event, seats):
        resource.Table(table).put_item(Item=keyed | item)
