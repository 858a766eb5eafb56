"""How long the shell waits for a completion, in turn with a bare Typer program that completes the name of an option.

Run it as `python -m bench.completion [RUNS]`; it prints the median and the least wall time of each, and their ratios.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.startup import HELLO, compile_package

QUESTIONS = (
    "bpjs cov",
    "bpjs coverage --province kal",
    "bpjs coverage --period 2025",
    "bpjs explain cov",
    "bpjs figures --source id",
    "bpjs benefits --format j",
    "bpjs check --select C",
)
SHELLS = ("bash", "zsh", "fish")


def asked(shell: str, line: str) -> dict[str, str]:
    """The environment in which a shell asks how `line` may go on."""
    words = line.split()
    if shell == "bash":
        return {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    return {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}


def once(command: list[str], environment: dict[str, str]) -> float:
    """The wall time of one run, in seconds."""
    began = time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.PIPE, env=environment)
    return time.perf_counter() - began


def main(runs: int) -> None:
    """Measure and print a table."""
    compile_package()
    clean = {key: value for key, value in os.environ.items() if not key.startswith("BPJS_")}
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        bare = clean | {"_HELLOPY_COMPLETE": "complete_bash"} | asked("bash", "hello.py --na")
        cases = {"typer hello": ([sys.executable, str(hello)], bare)}
        for shell in SHELLS:
            for line in QUESTIONS if shell == "bash" else QUESTIONS[:2]:
                environment = clean | {"_BPJS_COMPLETE": f"complete_{shell}"} | asked(shell, line)
                cases[f"{shell}: {line}"] = ([sys.executable, "-m", "bpjscli"], environment)
        times: dict[str, list[float]] = {name: [] for name in cases}
        for number in range(runs + 1):
            for name, (command, environment) in cases.items():
                taken = once(command, environment)
                if number:  # the first round only warms the caches
                    times[name].append(taken)
    base = statistics.median(times["typer hello"])
    print(f"{'':36}{'median':>9}{'least':>9}{'to hello':>10}")
    for name, taken_each in times.items():
        median = statistics.median(taken_each)
        print(f"{name:36}{median * 1000:6.0f} ms{min(taken_each) * 1000:6.0f} ms{median / base:10.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
