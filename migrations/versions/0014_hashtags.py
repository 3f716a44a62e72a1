"""hashtags: sets of a team's own, how many and where, and what was seen in uploaded pictures

Revision ID: 0014
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
SCOPES = ("always", "genre", "city", "phase")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "hashtag_sets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("tags", JSON, nullable=False),
        sa.Column("scope", sa.Enum(*SCOPES, name="scope", native_enum=False, length=24), nullable=False),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_hashtag_sets_workspace_id_workspaces"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hashtag_sets")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_hashtag_sets_workspace_id_key")),
    )
    op.create_index(op.f("ix_hashtag_sets_workspace_id"), "hashtag_sets", ["workspace_id"], unique=False)
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hashtags_most", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("hashtags_in_comment", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen", JSON, nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.drop_column("seen")
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.drop_column("hashtags_in_comment")
        batch_op.drop_column("hashtags_most")
    op.drop_index(op.f("ix_hashtag_sets_workspace_id"), table_name="hashtag_sets")
    op.drop_table("hashtag_sets")
