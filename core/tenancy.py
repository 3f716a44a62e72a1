"""Every tenant is alone: an ORM query on a tenant's table that does not name a workspace is refused."""

from typing import Any

from sqlalchemy import Select, event
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import ColumnElement

ACROSS_WORKSPACES = {"across_workspaces": True}
"""Execution options for the few queries that rightly look at all tenants (the clock, sign-in, erasure)."""


class WorkspaceMissing(AssertionError):
    """A query on a tenant's table did not name its workspace."""


def _names_workspace(where: ColumnElement[Any] | None) -> bool:
    if where is None:
        return False
    return any(getattr(element, "key", None) == "workspace_id" for element in visitors.iterate(where))


def _check(state: ORMExecuteState) -> None:
    if state.is_column_load or state.is_relationship_load or state.execution_options.get("across_workspaces"):
        return
    if not (state.is_select or state.is_update or state.is_delete):
        return
    tenants = [m for m in state.all_mappers if "workspace_id" in m.columns]
    statement: Any = state.statement
    where = statement.whereclause if isinstance(statement, Select) or hasattr(statement, "whereclause") else None
    if tenants and not _names_workspace(where):
        raise WorkspaceMissing(f"A query on {tenants[0].class_.__name__} does not name its workspace.")


def guard(session_class: type[Session]) -> None:
    """Refuse such queries on every session of this class."""
    event.listen(session_class, "do_orm_execute", _check)
