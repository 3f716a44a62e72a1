"""templates of workspaces' own, what is thought of designs, sheets of them

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)
TENANTS = ("design_sheets", "template_uses", "template_ratings", "kept_templates", "saved_templates")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("preferred_design", sa.String(length=60), nullable=False, server_default=""))
    _tenant(
        "saved_templates",
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("base", sa.String(length=60), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sample", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("deleted_at", INSTANT, nullable=True),
        _refers("saved_templates", "author_id", "members", "SET NULL"),
    )
    op.create_index("ix_saved_templates_shared", "saved_templates", ["shared", "created_at"])
    _tenant(
        "kept_templates",
        sa.Column("saved_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("kept_at", INSTANT, nullable=False),
        sa.UniqueConstraint(
            "workspace_id", "saved_id", "version", name="uq_kept_templates_workspace_id_saved_id_version"
        ),
    )
    _tenant(
        "template_ratings",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("design", sa.String(length=60), nullable=False),
        sa.Column("stars", sa.SmallInteger(), nullable=False),
        sa.Column("rated_at", INSTANT, nullable=False),
        _refers("template_ratings", "member_id", "members", "CASCADE"),
        sa.UniqueConstraint("member_id", "design", name="uq_template_ratings_member_id_design"),
    )
    op.create_index("ix_template_ratings_member_id", "template_ratings", ["member_id"])
    op.create_index("ix_template_ratings_design", "template_ratings", ["design"])
    _tenant(
        "template_uses",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("design", sa.String(length=60), nullable=False),
        sa.Column("used_at", INSTANT, nullable=False),
        _refers("template_uses", "post_id", "posts", "CASCADE"),
        sa.UniqueConstraint("post_id", name="uq_template_uses_post_id"),
    )
    op.create_index("ix_template_uses_design", "template_uses", ["design"])
    _tenant(
        "design_sheets",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("thread_id", sa.String(length=64), nullable=True),
        sa.Column("asked", JSON, nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        _refers("design_sheets", "conversation_id", "conversations", "CASCADE"),
        _refers("design_sheets", "member_id", "members", "CASCADE"),
        _refers("design_sheets", "post_id", "posts", "CASCADE"),
    )
    op.create_index("ix_design_sheets_conversation_id", "design_sheets", ["conversation_id"])
    op.create_index("ix_design_sheets_member_id", "design_sheets", ["member_id"])
    op.create_table(
        "painted_designs",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("painted_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_painted_designs"),
    )
    op.create_index("ix_painted_designs_painted_at", "painted_designs", ["painted_at"])


def _tenant(table: str, *columns: sa.schema.SchemaItem) -> None:
    """A table whose rows belong to one workspace."""
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        _refers(table, "workspace_id", "workspaces", "CASCADE"),
    )
    op.create_index(f"ix_{table}_workspace_id", table, ["workspace_id"])


def _refers(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}", ondelete=ondelete)


def downgrade() -> None:
    for table in ("painted_designs", *TENANTS):
        op.drop_table(table)
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.drop_column("preferred_design")
