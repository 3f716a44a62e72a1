"""Nothing is kept that nobody has said how to erase, and the data map in docs/ says what the models do."""

from pathlib import Path

import pytest

from core.models import Base
from core.privacy.data_map import data_map
from core.privacy.rules import RULES, Owner
from core.privacy.tables import of_person, tables
from core.settings import Settings

DOCS = Path(__file__).parents[3] / "docs" / "privacy.md"


def test_every_table_has_a_rule_and_every_rule_a_table() -> None:
    assert set(RULES) == set(Base.metadata.tables), "say in core/privacy/rules.py what the table holds"


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_table_of_a_teams_is_found_by_its_workspace(name: str) -> None:
    columns = Base.metadata.tables[name].c
    if RULES[name].owner is Owner.TEAM:
        assert "workspace_id" in columns or name == "workspaces"
    elif name != "privacy_requests":
        assert "workspace_id" not in columns


def test_what_goes_with_a_person_names_a_person() -> None:
    named = {(table.name, column.name) for table in tables() for column in of_person(table)}
    wrong = [(name, column) for name, rule in RULES.items() for column in rule.goes if (name, column) not in named]
    assert wrong == []


def test_the_data_map_says_what_the_models_do() -> None:
    assert data_map() in DOCS.read_text(encoding="utf-8"), (
        "run: python -m core.privacy, and put its lines into docs/privacy.md"
    )


def test_how_long_things_are_kept_is_named_as_the_settings_are() -> None:
    settings = {str(field.validation_alias.choices[0]) for field in Settings.model_fields.values()}  # type: ignore[union-attr]  # each has one
    named = {word for rule in RULES.values() for word in rule.kept.split() if word.startswith("RITE_")}
    assert named <= settings
