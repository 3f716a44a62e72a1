"""events that change: sold out, embargo, version, and a record of every change

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
REFERENCES = (
    ("workspace_id", "workspaces", "CASCADE"),
    ("event_id", "events", "CASCADE"),
    ("member_id", "members", "SET NULL"),
)
INDEXED = ("workspace_id", "event_id")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sold_out", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("announce_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("outdated", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "event_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("turn", sa.String(length=24), nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.Column("reach", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_event_changes_{column}_{table}"), ondelete=ondelete
            )
            for column, table, ondelete in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_changes")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_event_changes_{column}"), "event_changes", [column], unique=False)


def downgrade() -> None:
    op.drop_table("event_changes")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_column("outdated")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_column("version")
        batch_op.drop_column("announce_at")
        batch_op.drop_column("sold_out")
