"""cadence: plans of a team's own and of a campaign, and what a post's due time means on the wall

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "plans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("base", sa.String(length=40), nullable=False),
        sa.Column("table", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_plans_workspace_id_workspaces"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_plans_workspace_id_key")),
    )
    op.create_index(op.f("ix_plans_workspace_id"), "plans", ["workspace_id"], unique=False)
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.add_column(sa.Column("plan", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("knows", JSON, nullable=False, server_default="[]"))
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("slot", JSON, nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("about", sa.String(length=80), nullable=False, server_default=""))
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("usual_plan", sa.String(length=40), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.drop_column("usual_plan")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_column("about")
        batch_op.drop_column("slot")
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_column("knows")
        batch_op.drop_column("plan")
    op.drop_index(op.f("ix_plans_workspace_id"), table_name="plans")
    op.drop_table("plans")
