"""Take guidelines in, write a version, and let one that lies ready take over from a day."""

from naboskap.guidelines.actions.checks import plain_of
from naboskap.guidelines.actions.loading import load_guidelines
from naboskap.guidelines.actions.publishing import drop_proposal, propose_version, publish_version
from naboskap.guidelines.actions.throwing import delete_version, take_up_version
from naboskap.guidelines.actions.writing import (
    FACTS,
    begin_version,
    move_clause,
    name_version,
    put_back,
    remove_clause,
    write_clause,
)

__all__ = [
    "FACTS",
    "begin_version",
    "delete_version",
    "drop_proposal",
    "load_guidelines",
    "move_clause",
    "name_version",
    "plain_of",
    "propose_version",
    "publish_version",
    "put_back",
    "remove_clause",
    "take_up_version",
    "write_clause",
]
