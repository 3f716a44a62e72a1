"""formats: uploaded media, extras, slides, the first comment, the cure of a failed post, the login of an account

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
ADDED = {
    "posts": ("media", "details", "comment", "comment_sent_at", "comment_id", "cure"),
    "revisions": ("media", "details"),
    "containers": ("place",),
    "accounts": ("product",),
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("item", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_uploads_workspace_id_workspaces"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_uploads_workspace_id_key")),
    )
    op.create_index(op.f("ix_uploads_workspace_id"), "uploads", ["workspace_id"], unique=False)
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("media", JSON, nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("details", JSON, nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("comment", sa.String(length=24), nullable=False, server_default="none"))
        batch_op.add_column(sa.Column("comment_sent_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("comment_id", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("cure", sa.String(length=24), nullable=False, server_default="none"))
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("media", JSON, nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("details", JSON, nullable=False, server_default="{}"))
    with op.batch_alter_table("containers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("product", sa.String(length=24), nullable=False, server_default="instagram"))


def downgrade() -> None:
    op.drop_index(op.f("ix_uploads_workspace_id"), table_name="uploads")
    op.drop_table("uploads")
    for table, columns in ADDED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_column(column)
