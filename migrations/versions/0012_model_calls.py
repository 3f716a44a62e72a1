"""calls of models with their price, a workspace's own budget, what owners were told about them

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("model_budget", sa.BigInteger(), nullable=True))
    op.create_table(
        "model_calls",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("model", sa.String(length=120), nullable=False),
        sa.Column("input_tokens", sa.Integer(), nullable=True),
        sa.Column("output_tokens", sa.Integer(), nullable=True),
        sa.Column("cached_tokens", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_model_calls"),
        _of_workspace("model_calls"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_model_calls_post_id_posts", ondelete="SET NULL"),
    )
    op.create_index("ix_model_calls_workspace_id", "model_calls", ["workspace_id"])
    op.create_index("ix_model_calls_post_id", "model_calls", ["post_id"])
    op.create_index("ix_model_calls_workspace_id_at", "model_calls", ["workspace_id", "at"])
    op.create_table(
        "spending_told",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(length=24), nullable=False),
        sa.Column("mark", sa.String(length=160), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_spending_told"),
        _of_workspace("spending_told"),
        sa.UniqueConstraint("workspace_id", "about", "mark", name="uq_spending_told_workspace_id_about_mark"),
    )
    op.create_index("ix_spending_told_workspace_id", "spending_told", ["workspace_id"])


def _of_workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id"], ["workspaces.id"], name=f"fk_{table}_workspace_id_workspaces", ondelete="CASCADE"
    )


def downgrade() -> None:
    op.drop_table("spending_told")
    op.drop_table("model_calls")
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.drop_column("model_budget")
