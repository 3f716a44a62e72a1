"""goals and budget of a campaign; posts held with their whole campaign

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

GOALS = ("goal_reach", "goal_taps", "goal_followers")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        for goal in GOALS:
            batch_op.add_column(sa.Column(goal, sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("budget", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("budget_currency", sa.String(length=3), nullable=False, server_default=""))
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paused", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_column("paused")
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_column("budget_currency")
        batch_op.drop_column("budget")
        for goal in reversed(GOALS):
            batch_op.drop_column(goal)
