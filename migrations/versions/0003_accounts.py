"""accounts: which one is the default, who connected it and through which login, which warnings were given

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FIRST_CONNECTED = """
UPDATE accounts SET is_default = {true} WHERE status = 'connected' AND NOT EXISTS (
    SELECT 1 FROM accounts AS earlier
    WHERE earlier.workspace_id = accounts.workspace_id AND earlier.status = 'connected'
    AND (earlier.connected_at < accounts.connected_at
         OR (earlier.connected_at = accounts.connected_at AND earlier.id < accounts.id))
)
"""
"""What new campaigns published to until now."""


def upgrade() -> None:
    on_postgres = op.get_bind().dialect.name == "postgresql"
    if on_postgres:
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_default", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("connected_by_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("connected_in_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("warned", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("connect_states", schema=None) as batch_op:
        batch_op.add_column(sa.Column("product", sa.String(length=24), nullable=False, server_default="instagram"))
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lacks_access", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(FIRST_CONNECTED.format(true="true" if on_postgres else "1"))


def downgrade() -> None:
    # Not in batch mode: SQLite would rebuild the table, and dropping the old one empties what refers to it.
    op.drop_column("posts", "lacks_access")
    op.drop_column("connect_states", "product")
    for column in ("warned", "connected_in_id", "connected_by_id", "is_default"):
        op.drop_column("accounts", column)
