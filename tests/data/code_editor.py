#!/usr/bin/env python3
"""The inpatient profile over CMS's claims, tests/bench/bench_mce.py: every answer in scope is CMS's.

usage: code_editor.py --superbill COMMAND --work FOLDER
"""
import os
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent / "bench/bench_mce.py"

if __name__ == "__main__":
    os.makedirs(sys.argv[sys.argv.index("--work") + 1], exist_ok=True)
    sys.exit(subprocess.run([sys.executable, str(BENCH), *sys.argv[1:]], check=False).returncode)
