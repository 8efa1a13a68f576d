"""Registering for an event and the list of events in a common style, added to the endpoints of yardstick_api.

It writes the same items as Convene, in the same transaction; a full event has no waitlist here.
"""

import datetime
import uuid

import fastapi

from yardstick_api import TABLE, app, caller, dynamodb

# What news say of an event.
FACTS = [
    "eventId", "title", "date", "startTime", "endTime", "timezone", "location", "organizer", "description", "status"]


def batch_get(keys: list[dict]) -> list[dict]:
    answer = dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": keys, "ConsistentRead": True}})
    return answer["Responses"][TABLE]


@app.get("/events")
def list_events(limit: int = 50):
    events = dynamodb.query(
        TableName=TABLE, IndexName="GSI1", KeyConditionExpression="GSI1PK = :pk", Limit=limit,
        ExpressionAttributeValues={":pk": {"S": "EVENTS#active"}})["Items"]
    found = batch_get([{"PK": event["PK"], "SK": {"S": "SEATS"}} for event in events])
    seats = {item["PK"]["S"]: item for item in found}
    names = ("eventId", "title", "description", "date", "timezone", "location", "organizer", "status")
    return [
        {**{name: event[name]["S"] for name in names}, "createdAt": event["createdAt"]["S"],
         "updatedAt": event["updatedAt"]["S"], "capacity": int(own["capacity"]["N"]),
         "waitlistEnabled": own["waitlistEnabled"]["BOOL"], "registeredCount": int(own["registered"]["N"]),
         "waitlistCount": int(own["waiting"]["N"])}
        for event in events if (own := seats.get(event["PK"]["S"]))
    ]


@app.post("/events/{event_id}/registrations", status_code=201)
def register(event_id: str, claims: dict = fastapi.Depends(caller)):
    user, partition = claims["sub"], {"S": f"EVENT#{event_id}"}
    key = {"PK": partition, "SK": {"S": f"REGISTRATION#{user}"}}
    items = {
        item["SK"]["S"]: item
        for item in batch_get([{"PK": partition, "SK": {"S": "EVENT"}}, {"PK": partition, "SK": {"S": "SEATS"}}, key])}
    if "EVENT" not in items:
        raise fastapi.HTTPException(404, "Event not found")
    if key["SK"]["S"] in items:
        raise fastapi.HTTPException(409, "Already registered")
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    calendar, entry = str(uuid.uuid4()), str(uuid.uuid4())
    reference = {"eventId": {"S": event_id}, "userId": {"S": user}, "registeredAt": {"S": now}}
    registration = {
        **key, **reference, "entityType": {"S": "REGISTRATION"}, "status": {"S": "registered"},
        "calendarId": {"S": calendar}, "name": {"S": claims["name"]}, "email": {"S": claims["email"]},
        "language": {"S": "en"}}
    pointer = {
        **reference, "PK": {"S": f"STUDENT#{user}"}, "SK": {"S": f"REGISTRATION#{event_id}"},
        "entityType": {"S": "REGISTRATION_POINTER"}}
    news = {
        "PK": {"S": f"OUTBOX#{entry}"}, "SK": {"S": "OUTBOX"}, "entityType": {"S": "OUTBOX"},
        "GSI1PK": {"S": f"OUTBOX#{sum(entry.encode()) % 10}"}, "GSI1SK": {"S": now}, "kind": {"S": "news"},
        "userId": {"S": user},
        "payload": {"M": {
            "news": {"S": "event_registered"}, "happenedAt": {"S": now},
            "link": {"L": [{"S": "events"}, {"S": event_id}]},
            "contact": {"M": {
                "email": {"S": claims["email"]}, "name": {"S": claims["name"]}, "language": {"S": "en"}}},
            "facts": {"M": {
                "calendarId": {"S": calendar}, "status": {"S": "registered"}, "sequence": items["EVENT"]["sequence"],
                "event": {"M": {name: items["EVENT"][name] for name in FACTS if name in items["EVENT"]}}}}}},
        "status": {"S": "PENDING"}, "attempts": {"N": "0"}, "createdAt": {"S": now},
    }
    try:
        dynamodb.transact_write_items(TransactItems=[
            {"Update": {
                "TableName": TABLE, "Key": {"PK": partition, "SK": {"S": "SEATS"}},
                "UpdateExpression": "ADD registered :one", 
                "ConditionExpression": "registered < #capacity AND eventVersion = :version",
                "ExpressionAttributeNames": {"#capacity": "capacity"},
                "ExpressionAttributeValues": {":one": {"N": "1"}, ":version": items["EVENT"]["version"]}}},
            {"Put": {"TableName": TABLE, "Item": registration, "ConditionExpression": "attribute_not_exists(PK)"}},
            {"Put": {"TableName": TABLE, "Item": pointer}},
            {"Put": {"TableName": TABLE, "Item": news}},
        ])
    except dynamodb.exceptions.TransactionCanceledException:
        raise fastapi.HTTPException(409, "Event is full")
    return {"eventId": event_id, "userId": user, "status": "registered", "registeredAt": now}
