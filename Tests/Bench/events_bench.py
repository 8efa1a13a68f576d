"""Measures events and registrations through the API of `make run`: `make bench` prints its table.

Large numbers of events and registrations are copies of one written by the API itself.
"""

import contextlib
import datetime
import json
import pathlib
import tempfile
import urllib.request

from api_servers import API, MOST_CLIENTS, Figures, column, fast_api, gateway, measure
from table_bench import ROUNDS, ratio

FEW, MANY = 100, 10_000
# More than the number of clients, so that no two of them use the same one.
OPEN_EVENTS = 200
REGISTRATIONS = 1_000
CLIENTS = (1, 16)
SEED, SEED_USER = "bench-seed", "bench-person"


def post(api: API, path: str, token: str, body: dict) -> None:
    urllib.request.urlopen(urllib.request.Request(
        f"http://127.0.0.1:{api.port}{path}", json.dumps(body).encode(),
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})).close()


def write(api: API, items: list[dict]) -> None:
    for start in range(0, len(items), 25):
        requests = [{"PutRequest": {"Item": item}} for item in items[start:start + 25]]
        answer = api.table.batch_write_item(RequestItems={api.table_name: requests})
        assert not answer["UnprocessedItems"], "the table did not take everything"


def items(api: API, event: str) -> list[dict]:
    return api.table.query(
        TableName=api.table_name, ConsistentRead=True, KeyConditionExpression="PK = :pk",
        ExpressionAttributeValues={":pk": {"S": f"EVENT#{event}"}})["Items"]


def copies(originals: list[dict], name: str, others: list[str], **changes: dict) -> list[dict]:
    """Yields a copy of the items for each replacement of the name."""
    text = json.dumps(originals)
    made = [item for other in others for item in json.loads(text.replace(name, other))]
    for item in made:
        item.update({key: value for key, value in changes.items() if key in item})
    return made


class Stage:
    """An API whose table holds that many events, and one event with that many registrations."""

    def __init__(self, api: API, count: int):
        self.api = api
        self.organizer = api.tokens.token("bench-organizer", "organizer")
        day = datetime.date.today() + datetime.timedelta(days=200)
        post(api, "/events", self.organizer, {
            "eventId": SEED, "title": "Tech Conference", "description": "Annual technology conference",
            "date": day.isoformat(), "location": "San Francisco, CA", "capacity": 100_000,
            "organizer": "Tech Events Inc", "status": "active", "waitlistEnabled": True})
        self.seed = items(api, SEED)
        self.add([f"bench-event-{number:05}" for number in range(count - 1)])
        post(api, f"/events/{SEED}/registrations", api.tokens.token(SEED_USER), {})
        registered = [item for item in items(api, SEED) if item["SK"]["S"] == f"REGISTRATION#{SEED_USER}"]
        write(api, copies(registered, SEED_USER, [f"bench-person-{number:05}" for number in range(count - 1)]))
        seats = [item for item in items(api, SEED) if item["SK"]["S"] == "SEATS"]
        write(api, copies(seats, SEED, [SEED], registered={"N": str(count)}))

    def add(self, events: list[str], **changes: dict) -> None:
        write(self.api, copies(self.seed, SEED, events, **changes))

    def registering(self, events: list[str]) -> list[str]:
        return [
            f"POST /events/{events[number % len(events)]}/registrations {token}"
            for number, token in enumerate(self.api.tokens.make(REGISTRATIONS))]

    def page(self, limit: int) -> list[str]:
        return [f"GET /events?status=active&limit={limit} -"]

    def page_of_registrations(self) -> list[str]:
        return [f"GET /events/{SEED}/registrations?limit=50 {self.organizer}"]


def row(title: str, runs: list[Figures], others: list[Figures] = [], by_time: bool = False) -> str:
    if not others:
        return f"| {title} | {column(runs)} | | |"
    figures = [[run.half if by_time else run.rate for run in each] for each in (runs, others)]
    return f"| {title} | {column(runs)} | {column(others)} | {ratio(*figures)} |"


def clients_of(number: int) -> str:
    return f"{number} client{'s' * (number > 1)}"


def rows(load: pathlib.Path) -> list[str]:
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        few, many = (Stage(stack.enter_context(gateway(folder / str(count))), count) for count in (FEW, MANY))
        port = stack.enter_context(fast_api(folder, many.api))
        open_events = [f"bench-open-{number:03}" for number in range(OPEN_EVENTS)]
        many.add(open_events)
        measured: dict[str, tuple[list[Figures], list[Figures]]] = {}

        def measure_both(title: str, clients: int, requests, again: bool) -> None:
            pair = measured.setdefault(f"{title}, {clients_of(clients)}", ([], []))
            for runs, server in zip(pair, (many.api.port, port)):
                runs.append(measure(load, many.api, server, clients, requests(), again))
                assert not runs[-1].refused, "somebody was refused who had no rival"

        crowded: list[Figures] = []
        pages, lists = ([], []), ([], [])
        for number in range(-1, ROUNDS):
            for clients in CLIENTS:
                measure_both("RegisterForEvent, different events", clients, lambda: many.registering(open_events), False)
                measure_both("ListEvents, a page of 20", clients, lambda: many.page(20), True)
            crowd = f"bench-crowd-{number}"
            many.add([crowd], capacity={"N": "200"})
            crowded.append(measure(load, many.api, many.api.port, MOST_CLIENTS, many.registering([crowd])))
            for runs, stage in zip(pages, (many, few)):
                runs.append(measure(load, stage.api, stage.api.port, 1, stage.page(50), True))
            for runs, stage in zip(lists, (many, few)):
                runs.append(measure(load, stage.api, stage.api.port, 1, stage.page_of_registrations(), True))
            if number < 0:
                # All functions have been started.
                measured, crowded, pages, lists = {}, [], ([], []), ([], [])
        memory = [stage.api.peak_memory("ListEvents") for stage in (many, few)]
    return [row(title, *pair) for title, pair in sorted(measured.items())] + [
        row(f"RegisterForEvent, one event of 200 seats, {clients_of(MOST_CLIENTS)}", crowded),
        row(f"ListEvents, 50 of {MANY:,}, beside 50 of {FEW}; ratio of the medians", *pages, by_time=True),
        row(f"ListRegistrations, 50 of {MANY:,}, beside 50 of {FEW}; ratio of the medians", *lists, by_time=True),
        f"| ListEvents, peak memory, {MANY:,} events, beside {FEW} | {memory[0]:.1f} MB | {memory[1]:.1f} MB "
        f"| {memory[0] / memory[1]:.2f} |",
    ]


def main(load: pathlib.Path) -> None:
    print("\n| Events and registrations | Convene | FastAPI, boto3, or as it says | Ratio |\n|---|---|---|---|")
    for line in rows(load):
        print(line, flush=True)
