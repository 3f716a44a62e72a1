"""calendar: changes of many posts with what was before, links to the plan, imports of many events

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TEXT_JSON = sa.JSON()


def _tenant(
    table: str,
) -> tuple[sa.Column[object], sa.Column[object], sa.ForeignKeyConstraint, sa.PrimaryKeyConstraint]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f(f"fk_{table}_workspace_id_workspaces"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete="CASCADE"
    )


INDEXES = {
    "bulk_changes": ("workspace_id", "conversation_id", "member_id"),
    "calendar_feeds": ("workspace_id", "member_id"),
    "event_imports": ("workspace_id", "conversation_id", "member_id"),
    "later_drafts": ("workspace_id", "draft_at"),
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "bulk_changes",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("post_ids", JSON, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=True),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=True),
        sa.Column("before", JSON, nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *_tenant("bulk_changes"),
        _to("bulk_changes", "conversation_id", "conversations"),
        _to("bulk_changes", "member_id", "members"),
        _to("bulk_changes", "campaign_id", "campaigns"),
    )
    op.create_table(
        "calendar_feeds",
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *_tenant("calendar_feeds"),
        _to("calendar_feeds", "member_id", "members"),
    )
    op.create_table(
        "event_imports",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("sent_key", sa.String(length=200), nullable=False),
        sa.Column("stage", sa.String(length=24), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("ready", TEXT_JSON, nullable=False),
        sa.Column("refused", TEXT_JSON, nullable=False),
        sa.Column("header", TEXT_JSON, nullable=False),
        sa.Column("doubles", TEXT_JSON, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *_tenant("event_imports"),
        _to("event_imports", "conversation_id", "conversations"),
        _to("event_imports", "member_id", "members"),
    )
    op.create_table(
        "later_drafts",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("draft_at", sa.DateTime(timezone=True), nullable=False),
        *_tenant("later_drafts"),
        _to("later_drafts", "campaign_id", "campaigns"),
    )
    for table, columns in INDEXES.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index(op.f("ix_later_drafts_campaign_id"), "later_drafts", ["campaign_id"], unique=True)


def downgrade() -> None:
    for table in ("later_drafts", "event_imports", "calendar_feeds", "bulk_changes"):
        op.drop_table(table)
