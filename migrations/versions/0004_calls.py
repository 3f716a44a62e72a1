"""calls: what tokens were used for, alerts, what a post waits for

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waits_until", sa.DateTime(timezone=True), nullable=True))
    _token_uses()
    _alerts()


def _token_uses() -> None:
    op.create_table(
        "token_uses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("process", sa.String(length=24), nullable=False),
        sa.Column("host", sa.String(length=120), nullable=False),
        sa.Column("call", sa.String(length=24), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_token_uses_workspace_id_workspaces"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_token_uses_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token_uses")),
    )
    for column in ("workspace_id", "account_id", "at"):
        op.create_index(op.f(f"ix_token_uses_{column}"), "token_uses", [column])


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_alerts_workspace_id_workspaces"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
    )
    op.create_index(op.f("ix_alerts_workspace_id"), "alerts", ["workspace_id"])
    op.create_index(op.f("ix_alerts_about_at"), "alerts", ["about", "at"])


def downgrade() -> None:
    op.drop_table("alerts")
    op.drop_table("token_uses")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_column("waits_until")
