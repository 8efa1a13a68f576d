"""The event API's example calls with curl, and their complete answers."""

import json
import os
import re
import subprocess
import unittest

import system

MOMENT = re.compile(r'"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z"')
NEW = {
    "eventId": "my-event-123", "title": "Tech Conference 2024", "description": "Annual technology conference",
    "date": "2024-12-15", "timezone": "UTC", "location": "San Francisco, CA", "capacity": 500,
    "organizer": "Tech Events Inc", "status": "active", "waitlistEnabled": True, "registeredCount": 0,
    "waitlistCount": 0, "createdAt": "a moment", "updatedAt": "a moment",
}
UPDATED = {**NEW, "title": "Updated Conference Title", "capacity": 600}
WITH_ONE = {**UPDATED, "registeredCount": 1}
ALICE = {"userId": "user-123", "name": "Alice Johnson", "createdAt": "a moment"}
COMING = {"eventId": "my-event-123", "userId": "user-123", "status": "registered", "registeredAt": "a moment"}
GONE = {
    "error": "Event not found", "code": "event_not_found", "message": "Event not found", "details": [],
    "detail": "Event not found",
}

CREATE = """
curl -X POST $API/events \\
  -H "Content-Type: application/json" \\
  -d '{
    "eventId": "my-event-123",
    "title": "Tech Conference 2024",
    "description": "Annual technology conference",
    "date": "2024-12-15",
    "location": "San Francisco, CA",
    "capacity": 500,
    "organizer": "Tech Events Inc",
    "status": "active",
    "waitlistEnabled": true
  }'
"""
LIST = "curl $API/events"
GET = "curl $API/events/my-event-123"
UPDATE = """
curl -X PUT $API/events/my-event-123 \\
  -H "Content-Type: application/json" \\
  -d '{
    "title": "Updated Conference Title",
    "capacity": 600
  }'
"""
DELETE = "curl -X DELETE $API/events/my-event-123"
CREATE_USER = """
curl -X POST $API/users \\
  -H "Content-Type: application/json" \\
  -d '{
    "name": "Alice Johnson"
  }'
"""
GET_USER = "curl $API/users/user-123"
LIST_OF_USER = "curl $API/users/user-123/registrations"
REGISTER = """
curl -X POST $API/events/my-event-123/registrations \\
  -H "Content-Type: application/json" \\
  -d '{
    "userId": "user-123"
  }'
"""
UNREGISTER = "curl -X DELETE $API/events/my-event-123/registrations/user-123"
LIST_REGISTRATIONS = "curl $API/events/my-event-123/registrations"
WAITLIST = """
curl -X PUT $API/events/my-event-123/waitlist \\
  -H "Content-Type: application/json" \\
  -d '{
    "waitlistEnabled": true
  }'
"""

# Each with its status, its location if it has one, and its content.
EXAMPLES = [
    (LIST, 200, None, []),
    (CREATE, 201, "/events/my-event-123", NEW),
    (LIST, 200, None, [NEW]),
    ("curl $API/events?status=active", 200, None, [NEW]),
    ("curl $API/events?status=completed", 200, None, []),
    (GET, 200, None, NEW),
    (UPDATE, 200, None, UPDATED),
    (CREATE_USER, 201, "/users/user-123", ALICE),
    (GET_USER, 200, None, ALICE),
    (LIST_OF_USER, 200, None, []),
    (REGISTER, 201, "/events/my-event-123/registrations/user-123", COMING),
    (LIST_REGISTRATIONS, 200, None, [COMING]),
    (LIST_OF_USER, 200, None, [{**COMING, "event": WITH_ONE}]),
    (GET, 200, None, WITH_ONE),
    (WAITLIST, 200, None, WITH_ONE),
    (UNREGISTER, 204, None, None),
    (LIST_REGISTRATIONS, 200, None, []),
    (GET, 200, None, UPDATED),
    (DELETE, 204, None, None),
    (GET, 404, None, GONE),
    (LIST, 200, None, []),
]


class EventExamples(unittest.TestCase):
    def setUp(self):
        self.system = system.System()
        self.addCleanup(self.system.stop)
        self.token = self.system.token("user-123", "organizer")

    def run_example(self, command: str) -> tuple:
        """Returns the status, location and content of a command's answer, with moments made equal."""
        command = command.strip().replace("curl ", 'curl -sS -i -H "Authorization: Bearer $TOKEN" ', 1)
        printed = subprocess.run(
            ["bash", "-c", command], check=True, capture_output=True, text=True,
            env={"PATH": os.environ["PATH"], "API": self.system.url, "TOKEN": self.token}).stdout
        head, _, body = printed.partition("\n\n")
        location = re.search("(?m)^location: (.*)$", head)
        content = json.loads(MOMENT.sub('"a moment"', body)) if body else None
        if isinstance(content, dict):
            content.pop("requestId", None)
        return int(head.split()[1]), location and location[1], content

    def test_every_example_is_answered_as_its_writer_expects(self):
        for number, (command, *expected) in enumerate(EXAMPLES):
            with self.subTest(f"{number}: {command.strip().splitlines()[0]}"):
                self.assertEqual(self.run_example(command), tuple(expected))


if __name__ == "__main__":
    unittest.main()
