"""how many people say yes, by team, phase and campaign; without a rule it is one, as before

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

REFERENCES = (
    ("workspace_id", "workspaces", "CASCADE"),
    ("campaign_id", "campaigns", "CASCADE"),
    ("set_by_id", "members", "SET NULL"),
)
UNIQUE = {
    "uq_approval_rules_campaign": (["campaign_id"], "campaign_id IS NOT NULL"),
    "uq_approval_rules_phase": (["workspace_id", "phase"], "campaign_id IS NULL"),
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "approval_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("policy", sa.String(length=24), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_approval_rules_{column}_{table}"), ondelete=ondelete
            )
            for column, table, ondelete in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_rules")),
    )
    op.create_index(op.f("ix_approval_rules_workspace_id"), "approval_rules", ["workspace_id"], unique=False)
    for name, (columns, where) in UNIQUE.items():
        condition = sa.text(where)
        op.create_index(
            name, "approval_rules", columns, unique=True, postgresql_where=condition, sqlite_where=condition
        )


def downgrade() -> None:
    op.drop_table("approval_rules")
    # A yes that nobody gave is none to the version before; its posts wait for one.
    op.execute(
        "UPDATE posts SET status = 'in_review', next_at = NULL, lease_until = NULL WHERE status IN "
        "('approved', 'scheduled') AND id IN (SELECT post_id FROM approvals WHERE decision = 'unasked' "
        "AND withdrawn_at IS NULL)"
    )
    op.execute("DELETE FROM approvals WHERE decision = 'unasked'")
