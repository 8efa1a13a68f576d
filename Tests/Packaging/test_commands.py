"""Users' input to commands is data: nothing in it is executed."""

import hashlib
import os
import pathlib
import shlex
import subprocess
import tempfile
import unittest

from samcli.cli.types import CfnParameterOverridesType

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The machine numbers in ELF headers.
X86_64, ARM64 = 62, 183


class Commands(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.trace = pathlib.Path(folder.name) / "trace"

    def hostile(self) -> list[str]:
        command = f"touch {self.trace}"
        # In make, a $ is doubled.
        return [f"x; {command}; x", f"$$({command})", f"`{command}`", f"x'; {command}; '", f'x"; {command}; "']

    def test_what_make_is_given_is_one_word_to_the_shell(self):
        for target, setting in [("invoke", "FUNCTION"), ("invoke", "EVENT"), ("invoke", "AT"), ("package", "FUNCTION")]:
            for value in self.hostile():
                with self.subTest(target, setting=setting, value=value):
                    commands = subprocess.run(
                        ["make", "--dry-run", target, f"{setting}={value}"], cwd=ROOT, capture_output=True, text=True,
                        check=True).stdout
                    # Expanding the commands also runs the shell.
                    self.assertFalse(self.trace.exists())
                    self.assertTrue(any(value.replace("$$", "$") in word for word in shlex.split(commands)), commands)


class StaticCurl(unittest.TestCase):
    """The conditions for rebuilding libcurl; stand-ins report installed versions, and refuse everything needed for a
    build."""

    INSTALLED = {"libc-ares-dev": "1.18.1", "libcurl4-openssl-dev": "7.88.1", "libssl-dev": "3.0.15"}

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "Sources/Packaging").mkdir(parents=True)
        self.script = self.folder / "Sources/Packaging/static-curl.sh"
        self.script.write_bytes((ROOT / "Sources/Packaging/static-curl.sh").read_bytes())
        for name, text in [
            ("dpkg-query", """
                shift
                format=${1#-f=}
                shift
                for package in "$@"; do
                    version=$(sed -n "s/^$package //p" "$INSTALLED")
                    text=${format//'${Package}'/$package}
                    printf %s "${text//'${Version}'/$version}"
                done
            """),
            ("apt-get", 'touch "$INSTALLED.asked"; exit 1'),
        ]:
            program = self.folder / name
            program.write_text(f"#!/usr/bin/env bash\n{text}")
            program.chmod(0o755)

    def builds(self, **versions: str) -> bool:
        """Returns whether the script starts a build when these versions are installed instead."""
        installed = self.INSTALLED | {name.replace("_", "-"): version for name, version in versions.items()}
        listed = self.folder / "installed"
        listed.write_text("".join(f"{name} {version}\n" for name, version in installed.items()))
        asked = self.folder / "installed.asked"
        asked.unlink(missing_ok=True)
        subprocess.run(
            ["bash", self.script], capture_output=True,
            env={**os.environ, "PATH": f"{self.folder}:{os.environ['PATH']}", "INSTALLED": str(listed)})
        return asked.exists()

    def test_another_version_of_what_is_linked_in_builds_it_anew(self):
        self.assertTrue(self.builds())
        stamp = self.folder / ".build/static-curl/built-from"
        stamp.parent.mkdir(parents=True)
        # The text that the script itself would write there, and compares.
        digest = hashlib.sha256(self.script.read_bytes()).hexdigest()
        stamp.write_text(f"7.88.1 libc-ares-dev=1.18.1 libssl-dev=3.0.15 {digest}  -")
        self.assertFalse(self.builds())
        for package in ("libc_ares_dev", "libcurl4_openssl_dev", "libssl_dev"):
            self.assertTrue(self.builds(**{package: "9.9.9"}), package)


class Deployment(unittest.TestCase):
    """Runs the script with a stand-in for SAM that records how it is called."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "Sources/Packaging").mkdir(parents=True)
        self.script = self.folder / "Sources/Packaging/deploy.sh"
        self.script.write_bytes((ROOT / "Sources/Packaging/deploy.sh").read_bytes())
        sam = self.folder / "sam"
        sam.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
        sam.chmod(0o755)

    def package(self, function: str, machine: int) -> None:
        """Writes an executable with only its header: the eighteenth byte of an ELF file names its machine."""
        packaged = self.folder / ".build/lambda" / function
        packaged.mkdir(parents=True)
        (packaged / "bootstrap").write_bytes(bytes(18) + bytes([machine, 0]))

    def run_script(self, command: str, typed: str = "", **settings: str) -> subprocess.CompletedProcess:
        path = f"{self.folder}:{os.environ['PATH']}"
        return subprocess.run(
            ["bash", self.script, command], input=typed, capture_output=True, text=True,
            env={**os.environ, "PATH": path, **settings})

    def test_what_is_packaged_is_handed_to_sam(self):
        self.package("Any", X86_64)
        done = self.run_script("deploy", ARCHITECTURE="x86_64", STACK="community", VERSION="1.2.0")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.split(), [
            "deploy", "--template-file", "template.yaml", "--stack-name", "community", "--capabilities",
            "CAPABILITY_IAM", "--resolve-s3", "--no-fail-on-empty-changeset", "--parameter-overrides",
            "Architecture=x86_64", "Version=1.2.0",
        ])

    def test_the_version_is_what_git_says_of_the_checkout(self):
        self.package("Any", X86_64)
        versions = [self.run_script("deploy", ARCHITECTURE="x86_64").stdout.split()[-1]]
        git = ["git", "-C", self.folder, "-c", "user.name=Any", "-c", "user.email=any@example.com"]
        for command in [["init", "--quiet"], ["commit", "--quiet", "--allow-empty", "-m", "Any"], ["tag", "v1.2"]]:
            subprocess.run([*git, *command], check=True)
        versions.append(self.run_script("deploy", ARCHITECTURE="x86_64").stdout.split()[-1])
        self.assertEqual(versions, ["Version=unknown", "Version=v1.2"])

    def test_no_parameter_is_taken_for_a_pattern_of_file_names(self):
        self.package("Any", X86_64)
        (self.folder / "AllowedOrigins=file").touch()
        done = self.run_script("deploy", ARCHITECTURE="x86_64", PARAMETERS="AllowedOrigins=* RolesClaim=roles")
        self.assertEqual(done.stdout.split()[-2:], ['AllowedOrigins="*"', 'RolesClaim="roles"'])

    def test_a_parameter_may_have_blanks_and_quotes(self):
        self.package("Any", X86_64)
        links = '{"weekly":"https://zoom.us/j/1?pwd=a"}'
        done = self.run_script(
            "deploy", ARCHITECTURE="x86_64", PARAMETERS=f"MailName='My Club' AlarmTopic= MeetupLinks='{links}'")
        self.assertEqual(done.returncode, 0, done.stderr)
        given = tuple(done.stdout.partition("Version=unknown\n")[2].splitlines())
        self.assertEqual(
            CfnParameterOverridesType().convert(given, None, None),
            {"MailName": "My Club", "AlarmTopic": "", "MeetupLinks": links})

    def test_a_quote_without_its_counterpart_is_refused(self):
        self.package("Any", X86_64)
        done = self.run_script("deploy", ARCHITECTURE="x86_64", PARAMETERS="MailName='My Club")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("PARAMETERS has a quote without its counterpart.", done.stderr)

    def test_an_architecture_that_is_not_every_executables_is_refused(self):
        self.package("First", X86_64)
        self.package("Second", ARM64)
        for architecture, function, own in [("x86_64", "Second", "arm64"), ("arm64", "First", "x86_64")]:
            with self.subTest(architecture):
                done = self.run_script("deploy", ARCHITECTURE=architecture)
                self.assertEqual((done.returncode, done.stdout), (1, ""))
                self.assertEqual(done.stderr, (
                    f".build/lambda/{function}/bootstrap is for {own}, not for {architecture}: "
                    "Lambda could not start it.\n"
                    f"Package on a machine of that kind, or deploy with ARCHITECTURE={own}.\n"))

    def test_nothing_packaged_is_nothing_to_deploy(self):
        done = self.run_script("deploy", ARCHITECTURE="x86_64")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(done.stderr, "Nothing is packaged. Run: make package\n")

    def test_a_stack_is_taken_away_only_by_its_name(self):
        for typed in ["", "y\n", "convene \n x", "Convene\n"]:
            with self.subTest(typed):
                refused = self.run_script("destroy", typed, STACK="convene.eu")
                self.assertEqual((refused.returncode, refused.stdout), (1, ""))
        done = self.run_script("destroy", "convene.eu\n", STACK="convene.eu")
        self.assertEqual(done.stdout.split(), ["delete", "--stack-name", "convene.eu", "--no-prompts"])
        self.assertIn("The table and the user pool stay", done.stderr)


if __name__ == "__main__":
    unittest.main()
