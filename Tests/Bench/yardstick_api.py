"""The two endpoints in a common style, in FastAPI and boto3: the yardstick for the gateway in `make bench`.

Under uvicorn it verifies tokens itself; under Lambda (`handler`) API Gateway has done that. It writes the same items as
Convene.
"""

import datetime
import json
import os
import pathlib
import uuid
import zoneinfo

import boto3
import botocore.config
import fastapi
import jwt
import mangum

TABLE = os.environ["EDUCATION_TABLE"]
CHICAGO = zoneinfo.ZoneInfo("America/Chicago")
MEETUPS = {
    "spec-driven-dev-weekly": {
        "title": "Spec Driven Development", "duration": 60, "hostName": "Rico Martinez",
        "description": "Weekly discussion on spec-driven workflows, best practices, and Q&A."},
    "context-engineering-weekly": {
        "title": "Context Engineering", "duration": 60, "hostName": "Rico Martinez",
        "description": "Deep dive into context engineering patterns, prompt design, and AI workflows."},
}
if keys := os.environ.get("TOKEN_KEYS"):
    KEYS = {key.key_id: key for key in jwt.PyJWKSet.from_json(pathlib.Path(keys).read_text()).keys}
dynamodb = boto3.client(
    "dynamodb", endpoint_url=os.environ.get("DYNAMODB_ENDPOINT"),
    config=botocore.config.Config(max_pool_connections=64))
app = fastapi.FastAPI()


def caller(request: fastapi.Request) -> dict:
    if event := request.scope.get("aws.event"):
        return event["requestContext"]["authorizer"]["jwt"]["claims"]
    try:
        token = request.headers["authorization"].removeprefix("Bearer ")
        key = KEYS[jwt.get_unverified_header(token)["kid"]]
        return jwt.decode(
            token, key, algorithms=["RS256"], issuer=os.environ["TOKEN_ISSUER"], audience=os.environ["TOKEN_AUDIENCE"])
    except (KeyError, jwt.InvalidTokenError):
        raise fastapi.HTTPException(401, "Unauthorized")


def next_occurrence(now: datetime.datetime) -> datetime.datetime:
    local = now.astimezone(CHICAGO)
    start = local.replace(hour=10, minute=0, second=0, microsecond=0)
    start += datetime.timedelta(days=(5 - start.weekday()) % 7)
    return start if start > local else start + datetime.timedelta(days=7)


@app.get("/api/meetups")
def list_meetups(claims: dict = fastapi.Depends(caller)):
    now = datetime.datetime.now(datetime.timezone.utc)
    answer = dynamodb.query(
        TableName=TABLE, ConsistentRead=True, KeyConditionExpression="PK = :pk AND begins_with(SK, :sk)",
        ProjectionExpression="meetupId",
        ExpressionAttributeValues={":pk": {"S": f"STUDENT#{claims['sub']}"}, ":sk": {"S": "MEETUP_SIGNUP#"}})
    signed_up = {item["meetupId"]["S"] for item in answer["Items"]}
    start = next_occurrence(now)
    is_running = start - datetime.timedelta(days=7) <= now < start - datetime.timedelta(days=7, minutes=-60)
    return [
        {"meetupId": id, **meetup, "nextOccurrence": start.isoformat(timespec="milliseconds"),
         "isRunning": is_running, "isSignedUp": id in signed_up}
        for id, meetup in MEETUPS.items()
    ]


@app.post("/api/meetups/{meetup_id}/signup")
def sign_up(meetup_id: str, claims: dict = fastapi.Depends(caller)):
    if meetup_id not in MEETUPS:
        raise fastapi.HTTPException(404, "Meetup not found")
    moment = datetime.datetime.now(datetime.timezone.utc)
    now = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    user, entry, calendar = claims["sub"], str(uuid.uuid4()), str(uuid.uuid4())
    item = {
        "PK": {"S": f"STUDENT#{user}"}, "SK": {"S": f"MEETUP_SIGNUP#{meetup_id}"}, "entityType": {"S": "MEETUP_SIGNUP"},
        "meetupId": {"S": meetup_id}, "signedUpAt": {"S": now}, "GSI1PK": {"S": f"MEETUP#{meetup_id}"},
        "GSI1SK": {"S": f"SIGNUP#{now}#{user}"}, "calendarId": {"S": calendar}, "name": {"S": claims["name"]},
        "email": {"S": claims["email"]}, "language": {"S": "en"}, "lastInviteAt": {"S": now},
    }
    outbox = {
        "PK": {"S": f"OUTBOX#{entry}"}, "SK": {"S": "OUTBOX"}, "entityType": {"S": "OUTBOX"},
        "GSI1PK": {"S": f"OUTBOX#{sum(entry.encode()) % 10}"}, "GSI1SK": {"S": now}, "kind": {"S": "news"},
        "userId": {"S": user},
        "payload": {"M": {
            "news": {"S": "meetup_invitation"}, "happenedAt": {"S": now},
            "link": {"L": [{"S": "meetups"}, {"S": meetup_id}]},
            "contact": {"M": {
                "email": {"S": claims["email"]}, "name": {"S": claims["name"]}, "language": {"S": "en"}}},
            "facts": {"M": {
                "calendarId": {"S": calendar}, "sequence": {"N": "0"},
                "start": {"S": next_occurrence(moment).isoformat()},
                "meetup": {"M": {
                    "meetupId": {"S": meetup_id}, "dayOfWeek": {"N": "6"}, "hour": {"N": "10"}, "minute": {"N": "0"},
                    "timezone": {"S": "America/Chicago"}, "hostEmail": {"S": "rico@learnermax.com"},
                    "duration": {"N": str(MEETUPS[meetup_id]["duration"])},
                    **{name: {"S": MEETUPS[meetup_id][name]} for name in ("title", "description", "hostName")}}}}}}},
        "status": {"S": "PENDING"}, "attempts": {"N": "0"}, "createdAt": {"S": now},
    }
    try:
        dynamodb.transact_write_items(TransactItems=[
            {"Put": {"TableName": TABLE, "Item": new, "ConditionExpression": "attribute_not_exists(PK)"}}
            for new in (item, outbox)
        ])
    except dynamodb.exceptions.TransactionCanceledException as error:
        if error.response["CancellationReasons"][0]["Code"] != "ConditionalCheckFailed":
            raise
    # In the format of a function's log.
    print(json.dumps({"level": "INFO", "message": "Sending calendar invite", "userId": user}))
    return {"success": True, "message": "Successfully signed up for meetup"}


handler = mangum.Mangum(app, lifespan="off")
