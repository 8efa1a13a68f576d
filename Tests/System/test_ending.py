"""Ctrl-C at any time loses nothing, and systems on the same machine stay separate, including their mail."""

import contextlib
import datetime
import http.client
import threading
import unittest

import crowd
import processes
import system

SIGN_UP = "/api/meetups/spec-driven-dev-weekly/signup"
CLIENTS = 8


class Ending(unittest.TestCase):
    def make(self, **options) -> system.System:
        made = system.System(**options)
        self.addCleanup(made.stop)
        return made

    def signed_up(self, place: system.System) -> set[str]:
        found = [item["PK"] for item in place.items() if item["entityType"] == "MEETUP_SIGNUP"]
        self.assertEqual(len(found), len(set(found)))
        return {key.removeprefix("STUDENT#") for key in found}

    def test_ctrl_c_while_many_sign_up_loses_nothing(self):
        place = self.make(is_apart=True)
        acknowledged, end = [], threading.Event()

        def sign_up(client: int):
            for number in range(1_000):
                person = f"person-{client}-{number}"
                with contextlib.closing(place.caller(place.quick_token(person))) as caller:
                    try:
                        answer = caller.ask("POST", SIGN_UP)
                    except (OSError, http.client.HTTPException):
                        self.assertTrue(end.is_set(), "nobody had asked it to end")
                        return
                # A request during shutdown gets no answer: no successful sign-up is reported as a failure.
                self.assertIn(answer.status, (200, 429))
                if answer.status == 200:
                    acknowledged.append(person)

        place.quick_token("nobody")
        clients = crowd.Crowd()
        for client in range(CLIENTS):
            clients.run(sign_up, client)
        processes.wait_until(lambda: len(acknowledged) > 20)
        functions = place.processes()
        end.set()
        self.assertEqual(place.press_ctrl_c(), 0)
        clients.wait()
        self.assertEqual([process for process in functions if processes.name(process)], [], "functions stayed behind")

        place.start()
        self.assertLessEqual(set(acknowledged), self.signed_up(place))
        self.assertEqual(place.ask("POST", SIGN_UP, place.quick_token("late")).status, 200)
        everyone = {f"{person}@example.com" for person in self.signed_up(place)}

        def invited() -> set[str]:
            return {mail["To"].addresses[0].addr_spec for mail in place.mails()}

        # The sweep carries out the entries whose sending was interrupted by the end.
        place.wait_for_stream()
        place.sweep(datetime.timedelta(minutes=10))
        self.assertEqual(invited(), everyone)

    def test_systems_side_by_side_know_nothing_of_each_other(self):
        one, other = self.make(), self.make()
        self.assertEqual(one.ask("POST", SIGN_UP, one.token("ada")).status, 200)
        processes.wait_until(one.mails)
        self.assertEqual((self.signed_up(one), self.signed_up(other), other.mails()), ({"ada"}, set(), []))
        other.play_dead(60)
        self.assertEqual(one.ask("POST", SIGN_UP, one.token("grace")).status, 200)
        processes.wait_until(lambda: len(one.mails()) == 2)
        self.assertEqual(other.ask("GET", "/api/meetups", one.token("ada")).status, 401)


if __name__ == "__main__":
    unittest.main()
