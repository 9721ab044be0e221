"""The page of settings in the handbook is printed from the code."""

from config.management.commands.check_env import PAGE, page


def test_the_handbook_holds_every_variable():
    assert PAGE.read_text("utf-8") == page(), "script/manage check_env --write"
