"""brands: the kit of a workspace

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "brands",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("logo_key", sa.String(length=80), nullable=False),
        sa.Column("primary", sa.String(length=7), nullable=False),
        sa.Column("accent", sa.String(length=7), nullable=False),
        sa.Column("background", sa.String(length=7), nullable=False),
        sa.Column("ink", sa.String(length=7), nullable=False),
        sa.Column("headline", sa.String(length=40), nullable=False),
        sa.Column("voice", sa.String(length=400), nullable=False),
        sa.Column("handle", sa.String(length=31), nullable=False),
        sa.Column("before", JSON, nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_brands_workspace_id_workspaces"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brands")),
        sa.UniqueConstraint("workspace_id", name=op.f("uq_brands_workspace_id")),
    )
    op.create_index(op.f("ix_brands_workspace_id"), "brands", ["workspace_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_brands_workspace_id"), table_name="brands")
    op.drop_table("brands")
