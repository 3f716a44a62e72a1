"""open pages: when notices were written, what went live when, and each post's newest numbers

Revision ID: 0035
Revises: 0034
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

NAMES = {"reach": ("reach",), "views": ("views",), "interactions": ("total_interactions",), "likes": ("likes",)}
FOR_STORIES = {**NAMES, "views": ("views", "impressions"), "likes": ()}
TOGETHER = 500


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_notices_created_at"), ["created_at"], unique=False)
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.create_index("ix_posts_live", ["workspace_id", "published_at"], unique=False)
    newest = op.create_table(
        "newest_numbers",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in NAMES),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_newest_numbers_post_id_posts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_newest_numbers_workspace_id_workspaces"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_newest_numbers")),
    )
    with op.batch_alter_table("newest_numbers", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_newest_numbers_workspace_id"), ["workspace_id"], unique=False)
    _fill(newest)


def _fill(newest: sa.Table) -> None:
    """From the last reading of every post."""
    json = sa.JSON().with_variant(JSONB(), "postgresql")
    posts = sa.table("posts", sa.column("id", sa.Uuid()), sa.column("format", sa.String()))
    readings = sa.table(
        "insights",
        sa.column("workspace_id", sa.Uuid()),
        sa.column("post_id", sa.Uuid()),
        sa.column("reading", sa.Integer()),
        sa.column("metrics", json),
        sa.column("taken_at", sa.DateTime(timezone=True)),
    )
    last = sa.select(readings.c.post_id, sa.func.max(readings.c.reading).label("reading"))
    last = last.group_by(readings.c.post_id).subquery()
    told = op.get_bind().execute(
        sa.select(readings, posts.c.format)
        .join(last, (last.c.post_id == readings.c.post_id) & (last.c.reading == readings.c.reading))
        .join(posts, posts.c.id == readings.c.post_id)
    )
    for rows in told.mappings().partitions(TOGETHER):
        op.bulk_insert(newest, [_numbers(row) for row in rows])


def _numbers(row: sa.RowMapping) -> dict[str, Any]:
    names = FOR_STORIES if row["format"] == "story" else NAMES
    told = {
        ours: next((row["metrics"][one] for one in theirs if one in row["metrics"]), None)
        for ours, theirs in names.items()
    }
    return {name: row[name] for name in ("post_id", "workspace_id", "taken_at")} | told


def downgrade() -> None:
    op.drop_table("newest_numbers")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_index("ix_posts_live")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_notices_created_at"))
