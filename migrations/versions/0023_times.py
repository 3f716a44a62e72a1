"""gaps between posts, what Instagram allows in a day, better hours as proposals

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
REFERENCES = (
    ("workspace_id", "workspaces", "CASCADE"),
    ("conversation_id", "conversations", "CASCADE"),
    ("settled_by_id", "members", "SET NULL"),
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("gap_of_event_hours", sa.Integer(), nullable=False, server_default="36"))
        batch_op.add_column(sa.Column("gap_of_account_hours", sa.Integer(), nullable=False, server_default="3"))
        batch_op.add_column(sa.Column("proposes_times", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("times_looked_at", sa.Date(), nullable=True))
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("posts_a_day", sa.Integer(), nullable=True))
    op.create_table(
        "move_proposals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("thread_id", sa.String(length=64), nullable=True),
        sa.Column("week", sa.Date(), nullable=True),
        sa.Column("moves", JSON, nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("settled_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_move_proposals_{column}_{table}"), ondelete=ondelete
            )
            for column, table, ondelete in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move_proposals")),
    )
    op.create_index(op.f("ix_move_proposals_workspace_id"), "move_proposals", ["workspace_id"], unique=False)


def downgrade() -> None:
    op.drop_table("move_proposals")
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_column("posts_a_day")
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        for column in ("times_looked_at", "proposes_times", "gap_of_account_hours", "gap_of_event_hours"):
            batch_op.drop_column(column)
