"""turns: which run took a claimed post, and who goes first

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WAITING = sa.text("next_at IS NOT NULL")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("priority", sa.SmallInteger(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("lease_owner", sa.Uuid(), nullable=True))
        batch_op.drop_index("ix_posts_next_at_claimable", postgresql_where=WAITING, sqlite_where=WAITING)
        batch_op.create_index(
            "ix_posts_claimable",
            ["priority", "next_at", "id"],
            unique=False,
            postgresql_where=WAITING,
            sqlite_where=WAITING,
        )


def downgrade() -> None:
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_index("ix_posts_claimable", postgresql_where=WAITING, sqlite_where=WAITING)
        batch_op.create_index(
            "ix_posts_next_at_claimable",
            ["next_at", "id"],
            unique=False,
            postgresql_where=WAITING,
            sqlite_where=WAITING,
        )
        batch_op.drop_column("lease_owner")
        batch_op.drop_column("priority")
