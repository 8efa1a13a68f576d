"""Checks with schemathesis that every endpoint accepts, refuses and answers what the document says.

It generates valid and invalid requests from the document, and applies all its checks to the real system's answers, for
SCHEMATHESIS_SECONDS (20) from SEED (1) on. It knows only the document and a token.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "Tests/Judges"), str(ROOT / "Tests/System")]

import inventory  # noqa: E402 (the path above is where it is)
import system  # noqa: E402

SECONDS = os.environ.get("SCHEMATHESIS_SECONDS", "20")
SEED = os.environ.get("SEED", "1")


class Schemathesis(unittest.TestCase):
    def setUp(self):
        self.system = system.System()
        self.addCleanup(self.system.stop)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.report = pathlib.Path(folder.name) / "report.json"

    def run_judge(self, token: str, operations: list[str]) -> subprocess.CompletedProcess:
        included = [word for name in operations for word in ("--include-operation-id", name)]
        return subprocess.run(
            [pathlib.Path(sys.executable).parent / "schemathesis", "run", f"{self.system.url}/openapi.json",
             "--header", f"Authorization: Bearer {token}", "--checks", "all", "--generation-database", "none",
             "--max-time", SECONDS, "--seed", SEED, "--report", "json", "--report-json-path", self.report, *included],
            cwd=self.report.parent, capture_output=True, text=True)

    def test_the_system_does_what_its_document_says(self):
        operations = sorted(inventory.documented())
        judged = self.run_judge(self.system.token("judge", "organizer", "admin"), operations)
        self.assertEqual(judged.returncode, 0, judged.stdout + judged.stderr)
        report = json.loads(self.report.read_text())
        # Every endpoint must have been called, and every check applied.
        self.assertEqual(report["operations"]["tested"], len(operations), judged.stdout)
        self.assertGreater(report["test_cases"]["generated"], 10 * len(operations), judged.stdout)
        self.assertEqual(report["errors"], [])


if __name__ == "__main__":
    unittest.main()
