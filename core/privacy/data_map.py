"""The data map: what is kept, whose it is, how long, and what becomes of it when somebody is erased."""

from core.models import Base
from core.privacy.rules import RULES, Owner, Rule
from core.privacy.tables import of_person

HEAD = ("| Table | What it holds | Whose | Kept | When the person is erased |", "|---|---|---|---|---|")


def data_map() -> str:
    """A Markdown table with one row for each table of the database."""
    rows = [
        f"| `{name}` | {rule.holds} | {rule.owner.value} | {rule.kept} | {_then(name, rule)} |"
        for name, rule in sorted(RULES.items())
    ]
    return "\n".join([*HEAD, *rows])


def _then(name: str, rule: Rule) -> str:
    """Rows that name nobody may still quote an id of theirs; that is taken out wherever it is."""
    if rule.goes or name == "members":
        return "goes"
    if rule.owner is Owner.TEAM and list(of_person(Base.metadata.tables[name])):
        return "stays, without them"
    return "stays" if rule.owner is Owner.TEAM else ""
