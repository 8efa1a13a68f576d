"""Measures the API of `make run` beside the same endpoints in FastAPI under uvicorn: `make bench` prints its table.

Both are called by the same C program over persistent connections; they take turns, and share the machine's cores with
the program and the table.
"""

import contextlib
import pathlib
import tempfile

from api_servers import MOST_CLIENTS, Figures, column, fast_api, gateway, measure
from table_bench import ROUNDS, ratio

# Two sign-ups are made with each.
TOKENS = 1_000
CLIENTS = (1, 16, 64)
MEETUPS = ("spec-driven-dev-weekly", "context-engineering-weekly")


def listing(tokens: list[str]) -> list[str]:
    return [f"GET /api/meetups {token}" for token in tokens]


def sign_ups(tokens: list[str]) -> list[str]:
    return [f"POST /api/meetups/{meetup}/signup {token}" for token in tokens for meetup in MEETUPS]


def rows(load: pathlib.Path) -> list[str]:
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = stack.enter_context(gateway(folder))
        servers = (ours.port, stack.enter_context(fast_api(folder, ours)))
        # Enough processes and connections for the largest number of clients.
        for port in servers:
            measure(load, ours, port, MOST_CLIENTS, listing(ours.tokens.make(64)), again=True)
            measure(load, ours, port, MOST_CLIENTS, sign_ups(ours.tokens.make(64)))
        measured: dict[tuple[str, int], tuple[list[Figures], list[Figures]]] = {}
        for _ in range(ROUNDS):
            for clients in CLIENTS:
                for runs, port in zip(measured.setdefault(("ListMeetups", clients), ([], [])), servers):
                    runs.append(measure(load, ours, port, clients, listing(ours.tokens.make(64)), again=True))
                for runs, port in zip(measured.setdefault(("SignUpForMeetup", clients), ([], [])), servers):
                    runs.append(measure(load, ours, port, clients, sign_ups(ours.tokens.make(TOKENS))))
    return [
        f"| {title}, {clients} client{'s' * (clients > 1)} | {column(runs)} | {column(others)} "
        f"| {ratio([run.rate for run in runs], [run.rate for run in others])} |"
        for (title, clients), (runs, others) in measured.items()
    ]


def main(load: pathlib.Path) -> None:
    print("\n| The API of `make run`, requests a second | Convene | FastAPI, boto3 | Ratio |\n|---|---|---|---|")
    for row in rows(load):
        print(row, flush=True)
