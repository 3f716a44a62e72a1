"""photos of an evening, what was picked, and who says that everybody in it is fine with it

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
REFERENCES = (
    ("workspace_id", "workspaces", "CASCADE"),
    ("campaign_id", "campaigns", "CASCADE"),
    ("consent_by_id", "members", "SET NULL"),
    ("post_id", "posts", "SET NULL"),
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "recaps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("photos", JSON, nullable=False),
        sa.Column("picked", JSON, nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("sheet_key", sa.String(length=200), nullable=True),
        sa.Column("consent_by_id", sa.Uuid(), nullable=True),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consent_to", JSON, nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_recaps_{column}_{table}"), ondelete=ondelete
            )
            for column, table, ondelete in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recaps")),
    )
    op.create_index(op.f("ix_recaps_workspace_id"), "recaps", ["workspace_id"], unique=False)
    op.create_index(op.f("ix_recaps_campaign_id"), "recaps", ["campaign_id"], unique=True)


def downgrade() -> None:
    op.drop_table("recaps")
