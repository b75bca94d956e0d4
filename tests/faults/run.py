#!/usr/bin/env python3
"""The fault catalogue, one command: what breaks around a server breaks here on purpose, and what must hold is checked.

    cargo build && python3 tests/faults/run.py --lotse target/debug/lotse
    python3 tests/faults/run.py --lotse target/debug/lotse --only F4,F11

Needs Python 3 and nothing else; gcc for F3, root for F4 and F5, libfaketime for F14, PostgreSQL's server binaries for
F8, F9 and F23. What is missing is said and left out. Everything is in a temporary folder and on 127.0.0.1.
One line a fault: its number, `pass`, `FAIL`, `known` (it fails, for the reason named) or `skip`, the seconds it took,
and what was measured. Ends with 1 when one failed.
"""

import argparse
import importlib
import shutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from house import Place, Skip  # noqa: E402

# In which file each fault is. Its function is named like the fault, and says first what must hold.
FAULTS = {
    "F1": "killed", "F28": "killed", "F13": "killed", "F34": "killed",
    "F6": "storage", "F7": "storage", "F4": "storage", "F5": "storage",
    "F3": "failing_io", "F15": "wire", "F17": "wire", "F19": "wire",
    "F20": "content", "F21": "content", "F22": "content",
    "F10": "mailing", "F11": "mailing", "F12": "index", "F14": "clock", "F30": "jobs",
    "F25": "twice", "F24": "twice",
    "F8": "postgres", "F9": "postgres", "F23": "postgres",
    "F35": "settings",
}
# Faults that are not survived yet, with the cause.
KNOWN = {}
SECONDS = 100


def too_long(_signal, _frame):
    raise TimeoutError(f"it took more than {SECONDS} s")


def number(name):
    return int(name[1:])


def one(name, lotse, template, folder, postgres):
    """Runs one fault; returns whether it may stay like this."""
    place = Place(lotse, folder / name, postgres)
    place.folder.mkdir()
    place.settings()
    begun = time.monotonic()
    signal.alarm(SECONDS)
    try:
        place.copy_of(template)
        fault = getattr(importlib.import_module(FAULTS[name]), name.lower())
        word, text = "pass", fault(place)
    except Skip as reason:
        word, text = "skip", str(reason)
    except Exception as problem:
        text = f"{type(problem).__name__}: {problem}" if not isinstance(problem, AssertionError) else str(problem)
        if not isinstance(problem, (AssertionError, TimeoutError)):
            traceback.print_exc()
        word = "FAIL"
        if name in KNOWN:
            word, text = "known", f"{KNOWN[name]} ({text})"
    finally:
        signal.alarm(0)
        place.close()
    print(f"{name:<4} {word:<5} {time.monotonic() - begun:6.1f} s  {text}", flush=True)
    if word != "FAIL":
        shutil.rmtree(place.folder, ignore_errors=True)
    return word != "FAIL"


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--lotse", required=True, type=Path, help="the program")
    asked.add_argument("--only", default="", help="some faults: F4,F11")
    asked.add_argument("--postgres", type=Path, help="the folder with PostgreSQL's binaries")
    asked = asked.parse_args()
    names = [name for name in asked.only.upper().split(",") if name] or sorted(FAULTS, key=number)
    unknown = [name for name in names if name not in FAULTS]
    if unknown:
        sys.exit(f"no such fault: {', '.join(unknown)}; there are {', '.join(sorted(FAULTS, key=number))}")
    signal.signal(signal.SIGALRM, too_long)
    folder = Path(tempfile.mkdtemp(prefix="lotse-faults-"))
    # Others may pass through (PostgreSQL runs as another user than root), and list nothing.
    folder.chmod(0o711)
    template = Place(asked.lotse.resolve(), folder / "template")
    template.folder.mkdir()
    begun = time.monotonic()
    try:
        template.found()
        fine = [one(name, asked.lotse.resolve(), template, folder, asked.postgres) for name in names]
    finally:
        template.close()
    print(f"{sum(fine)} of {len(fine)} hold, in {time.monotonic() - begun:.0f} s")
    if all(fine):
        shutil.rmtree(folder, ignore_errors=True)
        return 0
    print(f"What failed is kept in {folder}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
