"""Which of a post's readings is its newest."""

from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, func, select

from core.insights.model import Insight


def newest_readings(workspace_id: UUID, *which: ColumnElement[bool]) -> Subquery:
    """Columns post_id, reading; a post without any has no row. `which`: conditions on readings."""
    return (
        select(Insight.post_id, func.max(Insight.reading).label("reading"))
        .where(Insight.workspace_id == workspace_id, *which)
        .group_by(Insight.post_id)
        .subquery()
    )
