"""series: events that come again, and which campaign is one of them

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
REFERENCES = (
    ("workspace_id", "workspaces", "CASCADE"),
    ("conversation_id", "conversations", "CASCADE"),
    ("latest_campaign_id", "campaigns", "SET NULL"),
    ("created_by_id", "members", "SET NULL"),
)
INDEXED = ("workspace_id", "conversation_id")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "series",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("latest_campaign_id", sa.Uuid(), nullable=True),
        sa.Column("anchor", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("every", sa.SmallInteger(), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("nth", sa.SmallInteger(), nullable=False),
        sa.Column("starts", sa.String(length=5), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("weeks_ahead", sa.SmallInteger(), nullable=False),
        sa.Column("skipped", JSON, nullable=False),
        sa.Column("asked_for", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_series_{column}_{table}"), ondelete=ondelete
            )
            for column, table, ondelete in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_series_{column}"), "series", [column], unique=False)
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.add_column(sa.Column("series_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_campaigns_series_id_series"), "series", ["series_id"], ["id"], ondelete="SET NULL"
        )


def downgrade() -> None:
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_campaigns_series_id_series"), type_="foreignkey")
        batch_op.drop_column("series_id")
    op.drop_table("series")
