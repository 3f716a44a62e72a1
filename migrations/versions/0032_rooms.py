"""rooms: topics of forums, titles, a room's own language, silence and quiet hours

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

PLACE = ("platform", "team", "address")
OF_PLACE = "uq_conversations_platform_team_address"
OF_TOPIC = "uq_conversations_platform_team_address_topic"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("topic", sa.String(length=20), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("title", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("language", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("silent", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("quiet_from", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("quiet_until", sa.Integer(), nullable=True))
        batch_op.drop_constraint(op.f(OF_PLACE), type_="unique")
        batch_op.create_unique_constraint(op.f(OF_TOPIC), [*PLACE, "topic"])


def downgrade() -> None:
    op.execute("DELETE FROM conversations WHERE topic <> ''")
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(OF_TOPIC), type_="unique")
        batch_op.create_unique_constraint(op.f(OF_PLACE), [*PLACE])
        for column in ("quiet_until", "quiet_from", "silent", "language", "title", "topic"):
            batch_op.drop_column(column)
