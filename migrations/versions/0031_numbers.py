"""numbers: when a post was asked about last, when a reading was confirmed, how often a conversation gets a digest

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("numbers_asked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(op.f("ix_posts_published_at"), ["published_at"], unique=False)
    with op.batch_alter_table("insights", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("digest_every", sa.String(length=24), nullable=False, server_default="daily"))
        batch_op.add_column(sa.Column("digest_hour", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_column("digest_hour")
        batch_op.drop_column("digest_every")
    with op.batch_alter_table("insights", schema=None) as batch_op:
        batch_op.drop_column("confirmed_at")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_posts_published_at"))
        batch_op.drop_column("numbers_asked_at")
