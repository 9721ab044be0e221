"""What was sent is read as it counts: a change that was not confirmed in time is passed by."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Who reads those that lapsed too, by file and function, and why.
READ_ALL = {
    ("applications/actions/sending.py", "_numbers"): "no number is given twice",
    ("applications/actions/confirming.py", "let_change_lapse"): "it finds what stood before",
    ("cases/queries/receipts.py", "is_on_receipt"): "an old receipt is still a true one",
}


def readers(text: str) -> list[str]:
    """Return the functions that read snapshots without ``counting()``, once for each read.

    Outside a function: an empty name. Rows are made by ``create``, which reads none.
    """
    tree = ast.parse(text)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        by_table = (
            isinstance(node, ast.Attribute)
            and node.attr in {"objects", "_default_manager", "_base_manager"}
            and isinstance(node.value, ast.Name)
            and node.value.id == "Snapshot"
        )
        by_application = isinstance(node, ast.Attribute) and node.attr == "snapshots"
        by_lookup = (
            isinstance(node, ast.keyword) and (node.arg or "").startswith("snapshots__")
        ) or (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and (node.value == "snapshots" or node.value.startswith("snapshots__"))
        )
        above = parents.get(node)
        is_counted = isinstance(above, ast.Attribute) and above.attr in {"counting", "create"}
        if ((by_table or by_application) and not is_counted) or by_lookup:
            found.append(_function(node, parents))
    return found


def _function(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> str:
    while (above := parents.get(node)) is not None:
        if isinstance(above, ast.FunctionDef | ast.AsyncFunctionDef):
            return above.name
        node = above
    return ""


def test_what_was_sent_is_read_as_it_counts():
    found = {
        (str(path.relative_to(ROOT / "naboskap")), name)
        for path in sorted((ROOT / "naboskap").rglob("*.py"))
        if not {"tests", "migrations"} & set(path.parts) and path.name != "sent.py"
        for name in readers(path.read_text(encoding="utf-8"))
    }
    assert found == set(READ_ALL)


@pytest.mark.parametrize(
    ("read", "is_told"),
    [
        ("Snapshot.objects.counting().filter(application=one).first()", False),
        ("Snapshot.objects.create(number=1)", False),
        ("Snapshot.objects.filter(application=one).latest('number')", True),
        ("Snapshot.objects.order_by('-number')[:1]", True),
        ("one.snapshots.order_by('-number')", True),
        ("one.snapshots.counting()", False),
        ("Application.objects.filter(snapshots__number=1)", True),
        ("Application.objects.prefetch_related('snapshots')", True),
    ],
)
def test_the_test_itself_tells_a_read_that_counts_from_one_that_does_not(read, is_told):
    assert readers(f"def ask(one):\n    return {read}\n") == (["ask"] if is_told else [])
