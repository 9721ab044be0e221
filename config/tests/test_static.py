"""The addresses of static files."""

import json

import pytest

from config.static import Manifest


@pytest.fixture
def files(tmp_path, settings):
    (tmp_path / "staticfiles.json").write_text(
        json.dumps({"version": "1.1", "hash": "", "paths": {"ui/a.css": "ui/a.0123456789ab.css"}})
    )
    return Manifest(location=tmp_path, base_url="/static/")


def test_a_file_has_its_hashed_address_each_time_it_is_asked_for(files, settings):
    for _time in range(2):
        assert files.url("ui/a.css") == "/static/ui/a.0123456789ab.css"
        assert files.url("ui/a.css#mark") == "/static/ui/a.0123456789ab.css#mark"
    settings.DEBUG = True
    assert files.url("ui/a.css") == "/static/ui/a.css"


def test_a_file_that_is_not_there_is_a_fault_each_time(files):
    for _time in range(2):
        with pytest.raises(ValueError, match="Missing"):
            files.url("ui/b.css")
