"""telemetry: tracked events, hours of the machinery, plans, channels and spend; whether a team lets events be forwarded

Revision ID: 0037
Revises: 0036
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
WAITS = sa.text("waits")
SUMS = ("done", "failed", "within_100ms", "within_300ms", "within_1s", "within_3s", "within_10s", "within_60s")
TABLES = (
    "acquisition_spend",
    "customer_channels",
    "plan_changes",
    "uptime_hours",
    "technical_hours",
    "analytics_events",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("telemetry", sa.Boolean(), nullable=False, server_default=sa.true()))
    _events()
    _hours()
    _money()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.drop_column("telemetry")


def _events() -> None:
    op.create_table(
        "analytics_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("properties", JSON, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        _of_workspace("analytics_events"),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_analytics_events_member_id_members"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analytics_events")),
    )
    for column in ("at", "batch_id", "member_id", "workspace_id"):
        op.create_index(op.f(f"ix_analytics_events_{column}"), "analytics_events", [column])
    op.create_index("ix_analytics_events_event_at", "analytics_events", ["event", "at"])
    op.create_index(
        "ix_analytics_events_waits",
        "analytics_events",
        ["workspace_id"],
        postgresql_where=WAITS,
        sqlite_where=WAITS,
    )


def _hours() -> None:
    op.create_table(
        "technical_hours",
        sa.Column("hour", AT, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("took_ms", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in SUMS),
        sa.PrimaryKeyConstraint("hour", "kind", "name", name=op.f("pk_technical_hours")),
    )
    op.create_table(
        "uptime_hours",
        sa.Column("hour", AT, nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hour", name=op.f("pk_uptime_hours")),
    )


def _money() -> None:
    op.create_table(
        "plan_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("monthly_cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("noted_at", AT, nullable=False),
        _of_workspace("plan_changes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_changes")),
    )
    op.create_index(op.f("ix_plan_changes_workspace_id"), "plan_changes", ["workspace_id"])
    op.create_table(
        "customer_channels",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        _of_workspace("customer_channels"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_channels")),
        sa.UniqueConstraint("workspace_id", name=op.f("uq_customer_channels_workspace_id")),
    )
    op.create_index(op.f("ix_customer_channels_workspace_id"), "customer_channels", ["workspace_id"])
    op.create_table(
        "acquisition_spend",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("noted_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acquisition_spend")),
    )
    op.create_index(op.f("ix_acquisition_spend_spent_on"), "acquisition_spend", ["spent_on"])


def _of_workspace(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_workspace_id_workspaces")
    return sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=name, ondelete="CASCADE")
