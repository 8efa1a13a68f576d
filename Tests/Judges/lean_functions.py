"""Checks that no code linked by a function imports Foundation, Dispatch or concurrency, or traps on purpose."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The modules used only for development.
DEVELOPMENT = {
    "Bench", "Expressions", "Gateway", "Invoke", "LocalGateway", "LocalLambda", "LocalTable", "Loopback", "Packaging",
    "Table", "TableStore", "Template", "TokenIssuer", "Tokens",
}
FORBIDDEN = {
    r"^\s*(@\w+\s+|public\s+|internal\s+)*import\s+(Foundation\w*|Dispatch|_Concurrency|_StringProcessing)\b":
        "imports what functions do without",
    r"\b(async|await)\b": "is asynchronous",
    r"\b(try!|as!|fatalError\(|preconditionFailure\(|precondition\()": "can trap",
}


def code(line: str) -> str:
    """Returns the line without its comment and its string literals."""
    return re.sub(r'"(\\.|[^"\\])*"', '""', line).split("//")[0]


def problems() -> list[str]:
    found = []
    for path in sorted((ROOT / "Sources").rglob("*.swift")):
        name = path.relative_to(ROOT)
        if name.parts[1] in DEVELOPMENT:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            for pattern, problem in FORBIDDEN.items():
                if re.search(pattern, code(line)):
                    found.append(f"{name}:{number} {problem}: {line.strip()}")
    return found


if __name__ == "__main__":
    found = problems()
    print("\n".join(found))
    sys.exit(1 if found else 0)
