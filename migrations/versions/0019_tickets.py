"""how tickets sell, what was made of it, and how a ticket shop proves who it is

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "ticket_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("sold", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("left", sa.Integer(), nullable=True),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("over", sa.String(length=40), nullable=False),
        sa.Column("sold_out", sa.Boolean(), nullable=True),
        sa.Column("source", sa.String(length=24), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *_references("ticket_reports", workspace_id="workspaces", event_id="events", member_id="members"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_reports")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_ticket_reports_workspace_id_key")),
    )
    op.create_table(
        "ticket_milestones",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *_references("ticket_milestones", workspace_id="workspaces", event_id="events", post_id="posts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_milestones")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_ticket_milestones_event_id_key")),
    )
    op.create_table(
        "ticket_shops",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("secret_sealed", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *_references("ticket_shops", workspace_id="workspaces", made_by_id="members"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_shops")),
        sa.UniqueConstraint("workspace_id", name=op.f("uq_ticket_shops_workspace_id")),
    )
    for table, columns in INDEXED.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


INDEXED = {
    "ticket_reports": ("workspace_id", "event_id"),
    "ticket_milestones": ("workspace_id", "event_id"),
    "ticket_shops": ("workspace_id",),
}
MAY_GO = ("members", "posts")


def _references(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column],
            [f"{target}.id"],
            name=op.f(f"fk_{table}_{column}_{target}"),
            ondelete="SET NULL" if target in MAY_GO else "CASCADE",
        )
        for column, target in columns.items()
    ]


def downgrade() -> None:
    for table in reversed(INDEXED):
        op.drop_table(table)
