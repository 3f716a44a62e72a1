"""visits to the dashboard: links given out in chat, and the browsers they let in

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

REFERENCES = (("workspace_id", "workspaces"), ("member_id", "members"), ("conversation_id", "conversations"))


def upgrade() -> None:
    op.create_table(
        "visits",
        sa.Column("id", sa.Uuid(), nullable=False),
        *(sa.Column(column, sa.Uuid(), nullable=False) for column, _ in REFERENCES),
        sa.Column("enter_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cookie_hash", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_visits_{column}_{table}"), ondelete="CASCADE"
            )
            for column, table in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_visits_cookie_hash")),
    )
    for column, _ in REFERENCES:
        op.create_index(op.f(f"ix_visits_{column}"), "visits", [column], unique=False)


def downgrade() -> None:
    op.drop_table("visits")
