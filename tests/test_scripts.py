"""The two commands answer in a sentence, never with a traceback, before anything is made."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PARTS = ROOT / "script" / "parts"
EXAMPLE = ROOT / "docs" / "operations" / "new-secretariat.toml"


def server(data, *options, **more):
    return subprocess.run(
        [sys.executable, PARTS / "server.py", "--data", data, *options],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        **more,
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--today", "2021-11-20", "--empty"], "--today is for a demonstration only."),
        (["--bare", "--empty"], "--bare is for a demonstration only"),
        (["--host", "0.0.0.0"], "served to this machine only"),
        (["--port", "70000"], "There is no port 70000"),
        (["--today", "31.04.2021"], "write it as 2021-10-04"),
        (["--new", "nowhere.toml"], "There is no file nowhere.toml"),
        (["--new"], "Give a file: script/server --new FILE"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(tmp_path, options, sentence):
    done = server(tmp_path, *options)
    assert done.returncode != 0
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "house.json").exists()


def test_a_taken_port_is_told(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = server(tmp_path, "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_old_python_is_told(tmp_path):
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.7.3" && exit 0\nexit 1\n')
    old.chmod(0o755)
    done = subprocess.run(
        [ROOT / "script/server"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "Naboskap needs Python 3.11, and this machine's PATH has Python 3.7.3."
        " Install python3.11 and try again.\n"
    )


def settle(data, file):
    return subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys, pathlib, secretariat;"
                "secretariat.settle(pathlib.Path(sys.argv[1]), sys.argv[2])"
            ),
            data,
            file,
        ],
        cwd=PARTS,
        capture_output=True,
        text=True,
        check=False,
    )


def test_another_secretariat_has_no_word_of_the_first(tmp_path):
    done = settle(tmp_path, EXAMPLE)
    assert done.returncode == 0, done.stderr
    facts = json.loads((tmp_path / "secretariat.json").read_text("utf-8"))
    assert facts["name"]["nb"] == "Grenselandsfondet (eksempel)"
    assert facts["sides"]["b"]["clock_place"] == {"nb": "Stockholm", "en": "Stockholm"}
    assert sorted(path.name for path in (tmp_path / "starter").rglob("*.json")) == [
        "forms.json",
        "neighbour-grants.json",
        "places.json",
        "programmes.json",
    ]
    for path in [*tmp_path.rglob("*.json"), *tmp_path.rglob("*.md")]:
        text = path.read_text("utf-8").casefold()
        assert "barents" not in text, path
        assert "баренц" not in text, path


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('languages = ["nb", "en"]', 'languages = ["nb", "fi"]', "No texts in fi"),
        ('en = "We build bridges"', "", "lacks its slogan"),
        ('"#256A94"', '"blue"', "no colour as #256A94"),
        ('"NO-34"', '"Innlandet"', "no ISO 3166-2 code"),
        ("[programme]", "[programm]", "lacks programme"),
        ("[name]", "[name", "cannot be read"),
    ],
)
def test_a_fault_in_the_file_is_told_in_a_sentence(tmp_path, before, after, sentence):
    text = EXAMPLE.read_text("utf-8")
    assert before in text
    file = tmp_path / "own.toml"
    file.write_text(text.replace(before, after, 1), "utf-8")
    done = settle(tmp_path, file)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "secretariat.json").exists()
