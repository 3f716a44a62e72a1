"""insights of accounts, deliveries of Meta, comments, requests to be forgotten

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)
ADDED = {
    "workspaces": ("comments_in_chat",),
    "accounts": ("webhook_fields",),
    "posts": ("unmeasured", "comments_count"),
}
TENANTS = ("comments", "deliveries", "audiences", "account_days")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("comments_in_chat", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("webhook_fields", JSON, nullable=False, server_default="[]"))
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unmeasured", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("comments_count", sa.Integer(), nullable=False, server_default="0"))
    _tenant(
        "account_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("metrics", JSON, nullable=False),
        sa.Column("taken_at", INSTANT, nullable=False),
        sa.UniqueConstraint("account_id", "day", name="uq_account_days_account_id_day"),
    )
    _tenant(
        "audiences",
        sa.Column("people", JSON, nullable=False),
        sa.Column("online", JSON, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("taken_at", INSTANT, nullable=True),
        sa.UniqueConstraint("account_id", name="uq_audiences_account_id"),
    )
    _tenant(
        "deliveries",
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("happened_at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("handled_at", INSTANT, nullable=True),
        sa.UniqueConstraint("account_id", "key", name="uq_deliveries_account_id_key"),
    )
    op.create_index("ix_deliveries_received_at", "deliveries", ["received_at"])
    _tenant(
        "comments",
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("instagram_id", sa.String(length=40), nullable=False),
        sa.Column("parent_id", sa.String(length=40), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mention", sa.Boolean(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_comments_post_id_posts", ondelete="CASCADE"),
        sa.UniqueConstraint("account_id", "instagram_id", name="uq_comments_account_id_instagram_id"),
    )
    op.create_index("ix_comments_post_id", "comments", ["post_id"])
    op.create_table(
        "deletion_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("asked_with", sa.String(length=64), nullable=False),
        sa.Column("erased", JSON, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_deletion_requests"),
        sa.UniqueConstraint("code", name="uq_deletion_requests_code"),
        sa.UniqueConstraint("asked_with", name="uq_deletion_requests_asked_with"),
    )


def _tenant(table: str, *columns: sa.schema.SchemaItem) -> None:
    """A table whose rows belong to one account of one workspace."""
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=f"fk_{table}_workspace_id_workspaces", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=f"fk_{table}_account_id_accounts", ondelete="CASCADE"
        ),
    )
    op.create_index(f"ix_{table}_workspace_id", table, ["workspace_id"])
    op.create_index(f"ix_{table}_account_id", table, ["account_id"])


def downgrade() -> None:
    for table in ("deletion_requests", *TENANTS):
        op.drop_table(table)
    for table, columns in ADDED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_column(column)
