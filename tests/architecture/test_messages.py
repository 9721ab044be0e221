"""The catalogues have no gap, no doubt, and the same placeholders as the English."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_text_is_there_in_every_language():
    done = subprocess.run(
        [sys.executable, ROOT / "script/parts/messages.py", "check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
