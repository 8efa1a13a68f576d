"""A crowd registers for and leaves an event through the whole system, while its owner changes the number of seats and
functions are killed: counts, records, the line, notifications and all answers agree in the end, and nobody ever sees
more registrations than seats.

.build/venv/bin/python Tests/System/test_seats.py

SOAK=N with N above 1 has two hundred users compete for two minutes, otherwise a few for RACE_SECONDS (8). SEED=N repeats
the random choices of the run that printed it. DYNAMODB_ENDPOINT names a table to use instead of the system's own.
"""

import collections
import contextlib
import os
import random
import threading
import time
import unittest
import uuid

import crowd
import processes
import system
from crowd import SEED, SOAK
from event_history import EventHistory, stream_records

PEOPLE, SEATS, SECONDS = (24, 6, float(os.environ.get("RACE_SECONDS") or 8)) if SOAK == 1 else (200, 50, 120)
EVENT = f"race-{uuid.uuid4().hex}"
PATH = f"/events/{EVENT}"
FUNCTIONS = ["RegisterForEvent", "UnregisterFromEvent", "UpdateEvent", "GetEvent", "DispatchOutbox"]
NEWS = [["event_registered"], ["event_waitlisted"], ["event_promoted", "event_waitlisted"]]


class Person:
    """A user who registers and leaves, and remembers the last answer."""

    def __init__(self, name: str, caller, seed: int):
        self.name, self.caller, self.chances = name, caller, random.Random(seed)
        # The last answered registration; None while there is none.
        self.registration = None
        self.visits = self.departures = 0

    def come_or_go(self):
        """Registers, or leaves if registered; retries until there is an answer."""
        if self.registration is None:
            answer = self.caller.insist(
                "POST", f"{PATH}/registrations", headers={"Idempotency-Key": f"{self.name}-{self.visits}"})
            assert answer.status == 201, answer
            self.registration = answer.json
            self.visits += 1
        else:
            answer = self.caller.insist("DELETE", f"{PATH}/registrations/{self.name}")
            # After a kill, the first attempt may have been carried out.
            assert answer.status in (204, 404), answer
            self.registration = None
            self.departures += 1

    def objection(self, listed: dict | None) -> str | None:
        """Returns why the final list contradicts the answers to this user; None if it doesn't."""
        told = self.registration
        if told is None or listed is None:
            return None if told == listed else f"{self.name} was told {told}, and is listed as {listed}"
        same = all(told[name] == listed[name] for name in ("eventId", "userId", "registeredAt"))
        fell_back = listed.get("waitlistPosition", 0) > told.get("waitlistPosition", 0)
        return None if same and not fell_back else f"{self.name} was told {told}, and is listed as {listed}"


class Seats(unittest.TestCase):
    def setUp(self):
        self.system = system.System(
            "--concurrency", str(PEOPLE + 8), "--parameter", "ThrottlingRate=100000", "--parameter",
            "ThrottlingBurst=100000", with_own_table=False)
        self.addCleanup(self.system.stop)
        self.owner = self.system.caller(self.system.quick_token("owner", **{"cognito:groups": ["organizer"]}))
        self.addCleanup(self.owner.close)
        self.chances = random.Random(SEED)
        self.end = threading.Event()
        answer = self.owner.insist("POST", "/events", {
            "eventId": EVENT, "title": "Race", "description": "For seats", "date": "2030-06-01", "location": "Here",
            "capacity": SEATS, "organizer": "Owners", "waitlistEnabled": True})
        self.assertEqual(answer.status, 201, answer)

    def race(self, person: Person):
        while not self.end.is_set():
            person.come_or_go()
            # Most stay for a while.
            self.end.wait(person.chances.uniform(0, 1.5 if person.registration else 0.3))
        person.caller.close()

    def change_capacity(self):
        """Changes the capacity; in a large crowd, by more than one transaction can promote, so the outbox goes on."""
        while not self.end.wait(0.3):
            capacity = self.chances.randint(SEATS // 2, SEATS * 3 // 2)
            answer = self.owner.insist("PUT", PATH, {"capacity": capacity})
            # No user loses a seat.
            self.assertIn(answer.status, (200, 409), answer)

    def watch(self):
        """Checks the public view of the event, at any moment."""
        with contextlib.closing(self.system.caller()) as reader:
            while not self.end.wait(0.02):
                answer = reader.insist("GET", PATH)
                self.assertEqual(answer.status, 200, answer)
                self.assertLessEqual(answer.json["registeredCount"], answer.json["capacity"])

    def test_a_crowd_gets_no_more_seats_than_there_are(self):
        print(f"SEED={SEED}", flush=True)
        people = [Person(f"person-{number}", None, SEED + number) for number in range(PEOPLE)]
        racers = crowd.Crowd()
        with crowd.Killer(lambda: self.system.processes(*FUNCTIONS), processes.kill, longest_pause=0.4) as killer:
            for work in (self.change_capacity, self.watch):
                racers.run(work)
            for person in people:
                person.caller = self.system.caller(self.system.quick_token(person.name))
                racers.run(self.race, person)
            time.sleep(SECONDS)
            self.end.set()
            racers.wait()
        visits, departures = (sum(getattr(person, name) for person in people) for name in ("visits", "departures"))
        self.system.wait_for_stream()
        self.system.sweep_until_all_is_done()
        listed = self.listed()
        history = self.check_history(listed)
        print(f"{visits} came, {departures} went, {history.promoted} were promoted, {killer.kills} processes killed")
        self.assertEqual([it for it in (person.objection(listed.get(person.name)) for person in people) if it], [])
        self.check_counts(listed)
        self.check_news(listed, visits)
        self.check_mails(killer.kills)
        self.assertGreater(min(killer.kills, departures, history.promoted), 3)

    def listed(self) -> dict[str, dict]:
        """Returns all registrations in the order of the list, as seen by the event's owner."""
        found, cursor = {}, ""
        while cursor is not None:
            answer = self.owner.insist("GET", f"{PATH}/registrations?limit=100{cursor}")
            self.assertEqual(answer.status, 200, answer)
            for registration in answer.json:
                self.assertNotIn(registration["userId"], found)
                found[registration["userId"]] = registration
            cursor = f"&cursor={answer.headers['x-next-cursor']}" if "x-next-cursor" in answer.headers else None
        return found

    def check_history(self, listed: dict) -> EventHistory:
        """Checks that there were never more users with a seat than seats, and that nobody overtook another."""
        records = stream_records(
            self.system.client("dynamodb"), self.system.client("dynamodbstreams"), self.system.table_name)
        history = EventHistory(EVENT, list(records))
        self.assertEqual(history.objections, [])
        waiting = {user: it["waitlistPosition"] for user, it in listed.items() if it["status"] == "waitlisted"}
        self.assertEqual(waiting, {user: position for position, user in enumerate(history.line, 1)})
        return history

    def check_counts(self, listed: dict):
        """Checks that the event's counts agree with the list and with the table."""
        event = self.owner.insist("GET", PATH).json
        statuses = collections.Counter(registration["status"] for registration in listed.values())
        self.assertEqual(
            (event["registeredCount"], event["waitlistCount"]), (statuses["registered"], statuses["waitlisted"]))
        if statuses["waitlisted"]:
            self.assertEqual(event["registeredCount"], event["capacity"], "people wait beside free seats")
        kept = [item for item in self.system.items() if item["PK"] == f"EVENT#{EVENT}"]
        records = {item["userId"]: item["status"] for item in kept if item["entityType"] == "REGISTRATION"}
        self.assertEqual(records, {user: registration["status"] for user, registration in listed.items()})
        seats, = (item for item in kept if item["SK"] == "SEATS")
        self.assertEqual((seats["registered"], seats["waiting"]), (statuses["registered"], statuses["waitlisted"]))

    def outbox(self, kind: str) -> list[dict]:
        """Returns the news of this event, or the mails that they became."""
        entries = [entry for entry in self.system.outbox() if entry["kind"] == kind]
        return [entry for entry in entries if entry["payload"]["facts"]["event"]["eventId"] == EVENT]

    def check_news(self, listed: dict, visits: int):
        """Checks that each registration, promotion and departure had exactly one notification."""
        news = collections.defaultdict(list)
        for entry in self.outbox("news"):
            payload = entry["payload"]
            news[entry["userId"], payload["facts"]["calendarId"]].append(payload["news"])
        self.assertEqual(len(news), visits)
        current = [person for (person, _), kinds in news.items() if "event_unregistered" not in kinds]
        self.assertEqual(sorted(current), sorted(listed))
        for (person, _), kinds in news.items():
            self.assertIn(sorted(kind for kind in kinds if kind != "event_unregistered"), NEWS, person)
            self.assertLessEqual(kinds.count("event_unregistered"), 1, person)

    def check_mails(self, most_copies: int):
        """Checks that each notification was sent, and more than once only where a process was killed."""
        self.assertLessEqual({entry["status"] for entry in self.system.outbox()}, {"SENT", "DONE"})
        copies = collections.Counter(mail["X-Convene-Effect"] for mail in self.system.mails())
        self.assertEqual({entry["PK"].removeprefix("OUTBOX#") for entry in self.outbox("mail")}, set(copies))
        self.assertLessEqual(copies.total() - len(copies), most_copies)


if __name__ == "__main__":
    unittest.main()
