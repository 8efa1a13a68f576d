"""The packaged functions as Lambda would run them: static, in an empty root, and under AWS's own emulator."""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import emulator
import stand_ins

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGED = ROOT / ".build/lambda"
FUNCTIONS = sorted(path.name for path in (ROOT / "Sources/Functions").glob("*/*") if path.is_dir())
# In a user namespace of its own, any user may change the root and mount.
IN_ROOTS_PLACE = [] if os.geteuid() == 0 else ["--map-root-user"]
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_LAMBDA_FUNCTION_NAME": "packaged",
    "AWS_REGION": "eu-west-1",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "EDUCATION_TABLE": "education",
}


def sample(name: str) -> bytes:
    return (ROOT / "events" / f"{name}.json").read_bytes()


class EmptyRoot:
    """A root that contains only a packaged function, /proc and the test's additions."""

    def __init__(self, function: str):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        shutil.copytree(PACKAGED / function, self.folder / "task")
        for name in ("etc", "proc"):
            (self.folder / name).mkdir()

    def run(self, settings: dict[str, str]) -> subprocess.Popen:
        # A separate mount namespace, so that /proc is unmounted when the process ends.
        script = f"mount -t proc proc {self.folder}/proc && exec chroot {self.folder} /task/bootstrap"
        return subprocess.Popen(
            ["unshare", *IN_ROOTS_PLACE, "--mount", "sh", "-c", script], stderr=subprocess.DEVNULL,
            env={**SETTINGS, "PATH": os.environ["PATH"], **settings})

    def remove(self):
        shutil.rmtree(self.folder)


class Packaging(unittest.TestCase):
    def setUp(self):
        self.cleanup = contextlib.ExitStack()
        self.addCleanup(self.cleanup.close)

    def in_empty_root(self, function: str) -> EmptyRoot:
        root = EmptyRoot(function)
        self.cleanup.callback(root.remove)
        return root

    def answer(self, root: EmptyRoot, event: bytes, settings: dict[str, str], host: str = "127.0.0.1") -> dict:
        api = stand_ins.RuntimeAPI()
        self.cleanup.callback(api.stop)
        process = root.run({**settings, "AWS_LAMBDA_RUNTIME_API": f"{host}:{api.port}"})
        try:
            return api.invoke(event)
        finally:
            process.kill()
            process.wait()

    def secure_table(self, authority: str = "ours") -> tuple[int, pathlib.Path]:
        folder = pathlib.Path(self.cleanup.enter_context(tempfile.TemporaryDirectory()))
        for name in ("ours", "theirs"):
            stand_ins.make_authority(folder, name)
        table = stand_ins.SecureTable(*stand_ins.make_certificate(folder, "ours", "table.test"))
        self.cleanup.callback(table.stop)
        return table.port, folder / f"{authority}.pem"

    def test_every_function_is_one_static_executable_without_foundation(self):
        for function in FUNCTIONS:
            with self.subTest(function):
                bootstrap = PACKAGED / function / "bootstrap"
                listed = subprocess.run(["ldd", bootstrap], capture_output=True, text=True)
                self.assertIn("not a dynamic executable", listed.stdout + listed.stderr)
                self.assertNotIn(b"FoundationEssentials", bootstrap.read_bytes())

    def test_the_largest_function_is_small_when_it_is_zipped(self):
        def size(function: str) -> int:
            return sum(path.stat().st_size for path in (PACKAGED / function).rglob("*") if path.is_file())

        largest = max(FUNCTIONS, key=size)
        with tempfile.TemporaryDirectory() as folder:
            archive = shutil.make_archive(f"{folder}/{largest}", "zip", PACKAGED / largest)
            self.assertLess(os.path.getsize(archive), 5_300_000, largest)

    def test_it_starts_in_an_empty_root(self):
        answer = self.answer(self.in_empty_root("ListMeetups"), sample("list-meetups-not-signed-in"), {})
        self.assertEqual((answer["statusCode"], json.loads(answer["body"])["code"]), (401, "unauthorized"))

    def test_it_finds_a_host_in_a_hosts_file(self):
        root = self.in_empty_root("ListMeetups")
        (root.folder / "etc/hosts").write_text("127.0.0.1 runtime.test\n")
        answer = self.answer(root, sample("list-meetups-not-signed-in"), {}, host="runtime.test")
        self.assertEqual(answer["statusCode"], 401)

    @unittest.skipUnless(os.geteuid() == 0, "a name server's port is for root")
    def test_it_finds_a_host_by_a_name_server(self):
        server = stand_ins.NameServer()
        self.cleanup.callback(server.stop)
        root = self.in_empty_root("ListMeetups")
        (root.folder / "etc/resolv.conf").write_text(f"nameserver {server.address}\n")
        answer = self.answer(root, sample("list-meetups-not-signed-in"), {}, host="runtime.test")
        self.assertEqual((answer["statusCode"], "runtime.test" in server.questions), (401, True))

    def test_it_trusts_a_server_whose_authority_it_was_given(self):
        status, meetups = self.listing_over_tls("ours")
        self.assertEqual((status, len(meetups)), (200, 2))

    def test_it_trusts_no_server_of_another_authority(self):
        status, answer = self.listing_over_tls("theirs")
        self.assertEqual((status, answer["error"]), (503, "Failed to fetch meetups"))

    def listing_over_tls(self, authority: str):
        port, certificate = self.secure_table(authority)
        root = self.in_empty_root("ListMeetups")
        (root.folder / "etc/hosts").write_text("127.0.0.1 table.test\n")
        shutil.copy(certificate, root.folder / "etc/authority.pem")
        answer = self.answer(root, sample("list-meetups"), {
            "DYNAMODB_ENDPOINT": f"https://table.test:{port}",
            "SSL_CERT_FILE": "/etc/authority.pem",
        })
        return answer["statusCode"], json.loads(answer["body"])

    def test_the_emulator_of_aws_gets_the_answers_that_make_invoke_prints(self):
        for function, event in [
            ("ListMeetups", "list-meetups"),
            ("ListMeetups", "list-meetups-not-signed-in"),
            ("SignUpForMeetup", "sign-up-for-meetup"),
            ("SignUpForMeetup", "sign-up-for-meetup-unknown"),
        ]:
            with self.subTest(event):
                settings = {"EDUCATION_TABLE": "emulated", "FIXED_TIME": "2026-11-28T16:30:00Z"}
                invoked = subprocess.run(
                    [ROOT / ".build/debug/Invoke", "--raw", ROOT / ".build/debug" / function,
                     ROOT / "events" / f"{event}.json"],
                    env={**os.environ, **settings}, check=True, capture_output=True)
                self.assertEqual(emulator.answer(function, sample(event), settings), json.loads(invoked.stdout))


if __name__ == "__main__":
    unittest.main()
