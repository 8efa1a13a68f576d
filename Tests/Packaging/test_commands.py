"""What a person gives a command is data to it: nothing in it is run."""

import os
import pathlib
import shlex
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Commands(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.trace = pathlib.Path(folder.name) / "trace"

    def hostile(self) -> list[str]:
        command = f"touch {self.trace}"
        # The doubled $ is how make is given one.
        return [f"x; {command}; x", f"$$({command})", f"`{command}`", f"x'; {command}; '", f'x"; {command}; "']

    def test_what_make_is_given_is_one_word_to_the_shell(self):
        for target, setting in [("invoke", "FUNCTION"), ("invoke", "EVENT"), ("invoke", "AT"), ("package", "FUNCTION")]:
            for value in self.hostile():
                with self.subTest(target, setting=setting, value=value):
                    commands = subprocess.run(
                        ["make", "--dry-run", target, f"{setting}={value}"], cwd=ROOT, capture_output=True, text=True,
                        check=True).stdout
                    # Working out the commands runs the shell too.
                    self.assertFalse(self.trace.exists())
                    self.assertTrue(any(value.replace("$$", "$") in word for word in shlex.split(commands)), commands)

    def test_no_parameter_of_a_deployment_is_taken_for_a_pattern_of_file_names(self):
        folder = self.trace.parent
        packaged = folder / ".build/lambda/Any"
        (folder / "Sources/Packaging").mkdir(parents=True)
        packaged.mkdir(parents=True)
        script = folder / "Sources/Packaging/deploy.sh"
        script.write_bytes((ROOT / "Sources/Packaging/deploy.sh").read_bytes())
        # The eighteenth byte of an ELF file says what machine it is for: 62, x86_64.
        (packaged / "bootstrap").write_bytes(bytes(18) + bytes([62, 0]))
        (folder / "AllowedOrigins=file").touch()
        sam = folder / "sam"
        sam.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
        sam.chmod(0o755)
        done = subprocess.run(
            ["bash", script, "deploy"], capture_output=True, text=True, check=True, env={
                **os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "ARCHITECTURE": "x86_64",
                "PARAMETERS": "AllowedOrigins=* RolesClaim=roles",
            })
        self.assertEqual(done.stdout.split()[-3:], ["Architecture=x86_64", "AllowedOrigins=*", "RolesClaim=roles"])


if __name__ == "__main__":
    unittest.main()
