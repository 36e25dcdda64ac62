#!/usr/bin/env bash
# A pickled number of mpmath 1.3 is not read by 1.4, nor the other way round.
#
# mpmath 1.3.0 and 1.4.1. Expected: results stored by one release are read by the next. Seen: an AttributeError or TypeError in both
# directions: class and state have moved. Numbers that are kept or sent are text or integers.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import pathlib
import subprocess
import sys

write = "import mpmath, pickle; pickle.dump(mpmath.mpf(1)/3, open({!r}, 'wb'))"
read = "import pickle; pickle.load(open({!r}, 'rb'))"
new = pathlib.Path("new")
subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--target", str(new), "mpmath==1.4.1"], check=True)
environment = {"new": {"PYTHONPATH": str(new.resolve())}, "old": {}}
for writer, reader in (("old", "new"), ("new", "old")):
    subprocess.run([sys.executable, "-c", write.format(f"{writer}.pickle")], check=True, env=environment[writer])
    done = subprocess.run([sys.executable, "-c", read.format(f"{writer}.pickle")], env=environment[reader], capture_output=True, text=True)
    assert done.returncode != 0, f"{reader} reads {writer}"
    print(f"written by {writer}, read by {reader}:", done.stderr.strip().splitlines()[-1])
PY
