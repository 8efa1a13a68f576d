"""Every user who signs up is signed up once and invited once, even if functions, the gateway or the mail service are
killed.

.build/venv/bin/python Tests/System/test_invitations.py

SOAK=N with N above 1 signs up a thousand users instead of a hundred. It prints its seed, and SEED=N repeats the same
pauses between kills.
"""

import collections
import contextlib
import datetime
import queue
import random
import re
import threading
import time
import unittest

import icalendar

import crowd
import processes
import system
from crowd import SEED, SOAK

PEOPLE = 100 if SOAK == 1 else 1_000
GATEWAY_KILLS = 4 if SOAK == 1 else 24
CLIENTS = 16
MEETUP = "spec-driven-dev-weekly"
SIGN_UP = f"/api/meetups/{MEETUP}/signup"
SUCCESS = {"success": True, "message": "Successfully signed up for meetup"}
REFUSED = "reject@simulator.amazonses.com"


class Invitations(unittest.TestCase):
    def setUp(self):
        self.system = system.System("--concurrency", "32")
        self.addCleanup(self.system.stop)
        self.waiting, self.done = queue.SimpleQueue(), []

    def let_sign_up(self, people: list[str], **claims) -> crowd.Crowd:
        """Signs the users up over a few connections, each until there is an answer."""
        for person in people:
            self.waiting.put((person, self.system.quick_token(person, **claims)))
        clients = crowd.Crowd()
        for _ in range(CLIENTS):
            clients.run(self.sign_up_one_after_the_other)
        return clients

    def sign_up_one_after_the_other(self):
        with contextlib.suppress(queue.Empty):
            while True:
                person, token = self.waiting.get_nowait()
                with contextlib.closing(self.system.caller(token)) as caller:
                    answer = caller.insist("POST", SIGN_UP, headers={"Idempotency-Key": f"key of {person}"})
                    if person.endswith("7"):
                        # Some are impatient and sign up again.
                        answer = caller.insist("POST", SIGN_UP, headers={"Idempotency-Key": f"key of {person}"})
                self.assertEqual((answer.status, answer.json), (200, SUCCESS))
                self.done.append(person)

    def check_records(self, people: list[str]):
        """Checks that each user has one sign-up, one entry of news and the mail that they became, and nothing more."""
        kinds = collections.defaultdict(list)
        for item in self.system.items():
            kinds[item["entityType"]].append(item)
        self.assertEqual(
            sorted(item["PK"] for item in kinds["MEETUP_SIGNUP"]), sorted(f"STUDENT#{person}" for person in people))
        for kind in ("news", "mail"):
            told = [entry["userId"] for entry in kinds["OUTBOX"] if entry["kind"] == kind]
            self.assertEqual(sorted(told), sorted(people), kind)
        self.assertLessEqual(set(kinds), {"MEETUP_SIGNUP", "OUTBOX", "IDEMPOTENCY", "MAILS"})

    def check_mails(self, addresses: list[str], most_copies: int):
        """Checks that each user has one mail, that of their entry; or several that differ only in SES's additions."""
        mails, ids = collections.defaultdict(list), []
        sent = [entry for entry in self.system.outbox() if entry["status"] == "SENT"]
        entries = {f"{entry['userId']}@example.com": entry for entry in sent}
        self.assertFalse([entry for entry in sent if "contact" in entry["payload"]], "addresses are kept")
        for raw, mail in zip(self.system.raw_mails(), self.system.mails(), strict=True):
            given, = re.findall(rb"^Message-ID: <(.*)@eu-west-1.amazonses.com>\r$", raw, re.MULTILINE)
            # The headers that SES adds to any message.
            raw = re.sub(rb"^(Message-ID|Date): .*\r\n", b"", raw, flags=re.MULTILINE)
            ids.append(given)
            mails[mail["To"].addresses[0].addr_spec].append((raw, mail))
        self.assertEqual(len(set(ids)), len(ids))
        self.assertEqual(sorted(mails), sorted(addresses))
        self.assertEqual(sorted(mails), sorted(entries))
        for address, copies in mails.items():
            raw, mail = copies[0]
            self.assertTrue(all(other == raw for other, _ in copies), f"{address} has different mails")
            self.check_mail(mail, entries[address])
        self.assertLessEqual(sum(len(copies) - 1 for copies in mails.values()), most_copies)
        return mails

    def check_mail(self, mail, entry: dict):
        effect = entry["PK"].removeprefix("OUTBOX#")
        self.assertEqual(mail["X-Convene-Effect"], effect)
        invitation, = (part for part in mail.walk() if part.get_content_type() == "text/calendar")
        event, = icalendar.Calendar.from_ical(invitation.get_payload(decode=True)).walk("VEVENT")
        written = datetime.datetime.fromisoformat(entry["payload"]["happenedAt"]).replace(microsecond=0)
        self.assertEqual(
            (str(event["UID"]), event["SEQUENCE"], event.decoded("DTSTAMP")),
            (entry["payload"]["facts"]["calendarId"], 0, written))

    def test_each_is_invited_once_and_at_once(self):
        people = [f"calm-{number}" for number in range(PEOPLE // 4)]
        self.let_sign_up(people).wait()
        self.system.wait_for_stream()
        self.assertEqual(self.system.pending(), [], "the stream was to carry out all of it")
        self.check_records(people)
        self.check_mails([f"{person}@example.com" for person in people], most_copies=0)

    def test_who_signed_up_while_mail_was_away_is_invited_once_afterwards(self):
        self.let_sign_up(["early"]).wait()
        processes.wait_until(lambda: len(self.system.mails()) == 1)
        self.system.play_dead(600)
        people = [f"patient-{number}" for number in range(PEOPLE // 4)]
        self.let_sign_up(people).wait()
        self.let_sign_up(["refused"], email=REFUSED).wait()
        self.system.wait_for_stream()
        self.assertEqual(len(self.system.pending()), len(people) + 1)
        self.assertEqual(len(self.system.mails()), 1)
        self.system.play_dead(0)
        self.system.sweep_until_all_is_done()
        self.check_records(["early", *people, "refused"])
        self.check_mails([f"{person}@example.com" for person in ["early", *people]], most_copies=0)
        failed, = (entry for entry in self.system.outbox() if entry["status"] == "FAILED")
        self.assertEqual(
            (failed["userId"], failed["reason"]),
            ("refused", "the mail was refused: MessageRejected: Email address is not accepted."))

    def test_kills_lose_nobody_and_repeat_a_mail_only_where_they_fell_behind_its_sending(self):
        print(f"SEED={SEED}", flush=True)
        chances = random.Random(SEED)
        people = [f"hasty-{number}" for number in range(PEOPLE)]
        # Before its first call there is no process to kill.
        self.let_sign_up(people[:1]).wait()
        processes.wait_until(lambda: len(self.system.mails()) == 1)
        gateway = GatewayKiller(self.system)
        with crowd.Killer(gateway.dispatchers, processes.kill, longest_pause=0.2) as killer:
            clients = self.let_sign_up(people[1:])
            processes.wait_until(lambda: len(self.done) > PEOPLE / 2)
            gateway.kill()
            clients.wait()
            for _ in range(GATEWAY_KILLS - 1):
                time.sleep(chances.uniform(0.2, 1.5))
                gateway.kill()
        kills = killer.kills + gateway.cut_off
        processes.wait_until(lambda: not any(map(processes.name, gateway.orphans)))
        self.system.wait_for_stream()
        self.system.sweep_until_all_is_done()
        self.check_records(people)
        mails = self.check_mails([f"{person}@example.com" for person in people], kills)
        copies = sum(len(mails) - 1 for mails in mails.values())
        print(f"{PEOPLE} people, {killer.kills} functions and {gateway.kills} gateways killed, {copies} mails repeated")
        self.assertGreater(killer.kills, 3)


class GatewayKiller:
    """A killer that restarts the gateway, and counts the sending processes that it cut off."""

    def __init__(self, system: system.System):
        self.kills = 0
        # The number of processes that were sending mail, or might have been.
        self.cut_off = 0
        self.orphans = []
        self._system, self._lock = system, threading.Lock()

    def dispatchers(self) -> list[int]:
        """Returns the sending processes; none while the gateway is down."""
        with self._lock:
            return self._system.processes("DispatchOutbox", "SweepOutbox")

    def kill(self):
        with self._lock:
            orphans = self._system.processes()
            self.cut_off += len(self._system.processes("DispatchOutbox", "SweepOutbox"))
            self._system.end(system.signal.SIGKILL)
            self.orphans += orphans
            self.kills += 1
            self._system.start()


if __name__ == "__main__":
    unittest.main()
