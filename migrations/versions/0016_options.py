"""whom a campaign speaks to and in which languages; captions to choose from

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
REFERENCES = (
    ("workspace_id", "workspaces", "CASCADE"),
    ("post_id", "posts", "CASCADE"),
    ("conversation_id", "conversations", "CASCADE"),
    ("member_id", "members", "SET NULL"),
    ("picked_by_id", "members", "SET NULL"),
)
INDEXED = ("workspace_id", "post_id", "conversation_id")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.add_column(sa.Column("audience", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("also_in", JSON, nullable=False, server_default="[]"))
    op.create_table(
        "option_sheets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("thread_id", sa.String(length=64), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("count", sa.SmallInteger(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("drafts", JSON, nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("picked", sa.SmallInteger(), nullable=True),
        sa.Column("picked_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_option_sheets_{column}_{table}"), ondelete=ondelete
            )
            for column, table, ondelete in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_option_sheets")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_option_sheets_{column}"), "option_sheets", [column], unique=False)


def downgrade() -> None:
    op.drop_table("option_sheets")
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_column("also_in")
        batch_op.drop_column("audience")
