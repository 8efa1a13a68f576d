"""Measures the packaged functions beside a yardstick, and prints the README's table: make bench

Functions and libraries run on one pinned core, all in interleaved rounds, so that a machine that changes its speed
changes it for all. A row shows the median of the rounds' medians, and the best round's; a ratio is the median of the
rounds' ratios.
"""

import contextlib
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / ".build/bench"
PACKAGED = ROOT / ".build/lambda"
CORE = max(os.sched_getaffinity(0))
ROUNDS = int(os.environ.get("ROUNDS", "7"))
STARTS = 15
CALLS = 2_000
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_LAMBDA_LOG_LEVEL": "WARN",
    "AWS_REGION": "eu-west-1",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "AWS_SESSION_TOKEN": "IQoJb3JpZ2luX2VjEXAMPLE" * 20,
    "EDUCATION_TABLE": "education",
}
PYTHON_SETTINGS = {"AWS_DEFAULT_REGION": "eu-west-1", "AWS_LAMBDA_LOG_FORMAT": "JSON", "HOME": "/tmp"}
sys.path.insert(0, str(ROOT / "Tests/Packaging"))
import stand_ins  # noqa: E402
import events_bench  # noqa: E402
import gateway_bench  # noqa: E402
import table_bench  # noqa: E402


def compile_c(name: str, *libraries: str) -> pathlib.Path:
    source, binary = HERE / f"{name}.c", BUILD / name
    changed = max(path.stat().st_mtime for path in [source, *HERE.glob("*.h")])
    if not binary.is_file() or binary.stat().st_mtime < changed:
        BUILD.mkdir(parents=True, exist_ok=True)
        subprocess.run(["clang", "-O2", source, "-o", binary, *libraries], check=True)
    return binary


def run(executable: pathlib.Path, event: str, calls: int, settings: dict[str, str] = {}) -> list[float]:
    """The output of runtime_api: the start, each call, and the peak memory."""
    variables = [f"{name}={value}" for name, value in {**SETTINGS, **settings}.items()]
    printed = subprocess.run(
        ["taskset", "-c", str(CORE), BUILD / "runtime_api", executable, ROOT / "events" / f"{event}.json", str(calls),
         *variables],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return [float(line) for line in printed.split()]


def starts(executable: pathlib.Path) -> tuple[float, float]:
    """Returns medians over many fresh processes: from exec to the first GET /next, and of the first call."""
    times = [run(executable, "sign-up-for-meetup-unknown", 1) for _ in range(STARTS)]
    return statistics.median(time[0] for time in times), statistics.median(time[1] for time in times)


def peak_memory(executable: pathlib.Path) -> float:
    """Returns the megabytes used after one call, when started from the disk.

    A file just written is in memory in larger pieces than one that was read, and each piece touched counts in full.
    """
    with open(executable, "rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return run(executable, "sign-up-for-meetup-unknown", 1)[-1] / 1000


def warm(executable: pathlib.Path, event: str, settings: dict[str, str] = {}) -> tuple[float, float]:
    """Returns the median and 99th percentile of the calls to a warm function."""
    times = sorted(run(executable, event, CALLS, settings)[CALLS // 10:-1])
    return times[len(times) // 2], times[len(times) * 99 // 100]


@contextlib.contextmanager
def canned_table(answer: str, *certificate: pathlib.Path):
    process = subprocess.Popen([BUILD / "canned_table", answer, *certificate], stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


class Row:
    """The rounds of one figure, with those of its yardstick."""

    def __init__(self, title: str, unit: str = "us", digits: int = 1):
        self.title, self.unit, self.digits = title, unit, digits
        self.ours: list[float] = []
        self.yardstick: list[float] = []

    def add(self, ours: float, yardstick: float | None = None) -> None:
        self.ours.append(ours)
        if yardstick is not None:
            self.yardstick.append(yardstick)

    def text(self) -> str:
        def figure(values: list[float]) -> str:
            if not values:
                return ""
            median, best = statistics.median(values), min(values)
            if median == best:
                return f"{median:.{self.digits}f} {self.unit}"
            return f"{median:.{self.digits}f} {self.unit} (best {best:.{self.digits}f})"

        ratio = ""
        if self.yardstick:
            value = statistics.median(a / b for a, b in zip(self.ours, self.yardstick))
            ratio = f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"
        return f"| {self.title} | {figure(self.ours)} | {figure(self.yardstick)} | {ratio} |"


def lambda_rows() -> list[Row]:
    start = Row("exec to the first GET /next", "ms", 2)
    first_call = Row("first call of a process, no table (404)")
    call, tail = Row("warm call, no table (404), p50"), Row("warm call, no table (404), p99")
    listing, sign_up = Row("warm ListMeetups, canned table, p50"), Row("warm SignUpForMeetup, canned table, p50")
    secure = Row("exec to the first ListMeetups answer over TLS", "ms", 2)
    memory = Row("peak memory after one call", "MB")
    yardstick = BUILD / "yardstick"
    list_meetups, sign_up_for_meetup = (PACKAGED / name / "bootstrap" for name in ("ListMeetups", "SignUpForMeetup"))
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        authority = stand_ins.make_authority(folder, "bench")
        certificate = stand_ins.make_certificate(folder, "bench", "localhost")
        empty = '{"Items":[],"Count":0,"ScannedCount":0}'
        plain = {"DYNAMODB_ENDPOINT": f"http://127.0.0.1:{stack.enter_context(canned_table(empty))}"}
        port = stack.enter_context(canned_table(empty, *certificate))
        over_tls = {"DYNAMODB_ENDPOINT": f"https://localhost:{port}", "SSL_CERT_FILE": str(authority)}
        for _ in range(ROUNDS):
            ours, bare = starts(sign_up_for_meetup), starts(yardstick)
            start.add(ours[0] / 1e3, bare[0] / 1e3)
            first_call.add(ours[1], bare[1])
            ours = warm(sign_up_for_meetup, "sign-up-for-meetup-unknown")
            bare = warm(yardstick, "sign-up-for-meetup-unknown")
            call.add(ours[0], bare[0])
            tail.add(ours[1], bare[1])
            listing.add(warm(list_meetups, "list-meetups", plain)[0])
            sign_up.add(warm(sign_up_for_meetup, "sign-up-for-meetup", plain)[0])
            first = run(list_meetups, "list-meetups", 1, over_tls)
            secure.add((first[0] + first[1]) / 1e3)
            memory.add(peak_memory(sign_up_for_meetup), peak_memory(yardstick))
    size = Row("zip of one function, the largest", "MB", 2)
    size.add(max(path.stat().st_size for path in PACKAGED.glob("*.zip")) / 1e6)
    return [start, first_call, call, tail, memory, size, listing, sign_up, secure]


def python_function() -> pathlib.Path:
    """Runs the same endpoint as a Python function, with a loop around AWS's own runtime client."""
    program = BUILD / "python_function"
    program.write_text(
        f"#!{ROOT}/.build/venv/bin/python\n"
        f"import sys\nsys.path.insert(0, {str(HERE)!r})\n"
        "from awslambdaric.__main__ import main\nmain(['', 'yardstick_api.handler'])\n")
    program.chmod(0o755)
    return program


def python_rows() -> list[Row]:
    """Compares the function with the same endpoint in FastAPI, Mangum and boto3."""
    start, call = Row("exec to the first GET /next", "ms", 2), Row("warm call, no table (404), p50")
    memory = Row("peak memory after one call", "MB")
    functions = (PACKAGED / "SignUpForMeetup/bootstrap", python_function())
    event = "sign-up-for-meetup-unknown"
    for _ in range(ROUNDS):
        runs = [run(function, event, CALLS // 10, PYTHON_SETTINGS) for function in functions]
        start.add(*(times[0] / 1e3 for times in runs))
        call.add(*(statistics.median(times[CALLS // 100:-1]) for times in runs))
        memory.add(*(run(function, event, 1, PYTHON_SETTINGS)[-1] / 1e3 for function in functions))
    return [start, call, memory]


def library_rows() -> list[Row]:
    """Runs the Bench executable's measurements in one process, and compares its signing with botocore's."""
    rows: dict[str, Row] = {}
    for _ in range(ROUNDS):
        printed = subprocess.run(
            ["taskset", "-c", str(CORE), ROOT / ".build/release/Bench", ROOT / "events/sign-up-for-meetup.json"],
            check=True, stdout=subprocess.PIPE, text=True).stdout
        for line in printed.splitlines():
            figure = json.loads(line)
            row = rows.setdefault(figure["title"], Row(figure["title"]))
            row.add(figure["microseconds"], figure.get("yardstick"))
    signing = rows["signing a PutItem of 500 bytes"]
    python = [ROOT / ".build/venv/bin/python", HERE / "botocore_signing.py"]
    signing.yardstick = [
        float(subprocess.run(
            ["taskset", "-c", str(CORE), *python], check=True, stdout=subprocess.PIPE, text=True).stdout)
        for _ in range(ROUNDS)
    ]
    return list(rows.values())


def machine() -> str:
    model = next(
        (line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "")
    kernel = platform.release().split("-")[0]
    return f"{model or platform.machine()}, {os.cpu_count()} cores, {platform.system()} {kernel}"


def main() -> None:
    compile_c("runtime_api")
    compile_c("yardstick", "-lcurl")
    compile_c("canned_table", "-lssl", "-lcrypto")
    print(f"On {machine()}; {ROUNDS} rounds.\n\nCore {CORE} pinned:\n")
    print("| Figure | Convene | Yardstick | Ratio |\n|---|---|---|---|")
    for row in lambda_rows() + library_rows():
        print(row.text())
    print("\n| As a function | Convene | FastAPI, Mangum, boto3 | Ratio |\n|---|---|---|---|")
    for row in python_rows():
        print(row.text())
    table_bench.main(compile_c("table_load"))
    load = compile_c("gateway_load")
    gateway_bench.main(load)
    events_bench.main(load)


if __name__ == "__main__":
    main()
