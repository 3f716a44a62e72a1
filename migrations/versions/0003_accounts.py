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
    # Not in batch mode: with such defaults SQLite would rebuild the tables for nothing.
    op.add_column("accounts", sa.Column("is_default", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("accounts", sa.Column("connected_by_id", sa.Uuid(), nullable=True))
    op.add_column("accounts", sa.Column("connected_in_id", sa.Uuid(), nullable=True))
    op.add_column("accounts", sa.Column("warned", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "connect_states", sa.Column("product", sa.String(length=24), nullable=False, server_default="instagram")
    )
    op.add_column("posts", sa.Column("lacks_access", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(FIRST_CONNECTED.format(true="true" if on_postgres else "1"))


def downgrade() -> None:
    op.drop_column("posts", "lacks_access")
    op.drop_column("connect_states", "product")
    for column in ("warned", "connected_in_id", "connected_by_id", "is_default"):
        op.drop_column("accounts", column)
