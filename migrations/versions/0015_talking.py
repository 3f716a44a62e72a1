"""talking: what a post was like at each revision, who made it, and yeses that are withdrawn rather than forgotten

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
STANDING = sa.text("decision = 'yes' AND withdrawn_at IS NULL")
PEOPLE = {"revisions": "made_by_id", "approvals": "taken_back_by_id"}


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("frame", JSON, nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("restores", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("made_by_id", sa.Uuid(), nullable=True))
    with op.batch_alter_table("approvals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("taken_back_by_id", sa.Uuid(), nullable=True))
        batch_op.drop_constraint(op.f("uq_approvals_post_id_revision_member_id_decision"), type_="unique")
    for table, column in PEOPLE.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_foreign_key(
                op.f(f"fk_{table}_{column}_members"), "members", [column], ["id"], ondelete="SET NULL"
            )
    op.create_index(
        "uq_approvals_standing_yes",
        "approvals",
        ["post_id", "revision", "member_id"],
        unique=True,
        postgresql_where=STANDING,
        sqlite_where=STANDING,
    )


def downgrade() -> None:
    op.drop_index("uq_approvals_standing_yes", table_name="approvals")
    # what the older schema has no place for: withdrawn yeses, and all but the newest of the same wishes
    op.execute("DELETE FROM approvals WHERE withdrawn_at IS NOT NULL")
    op.execute(
        "DELETE FROM approvals WHERE EXISTS (SELECT 1 FROM approvals AS other WHERE other.post_id = approvals.post_id"
        " AND other.revision = approvals.revision AND other.member_id = approvals.member_id"
        " AND other.decision = approvals.decision AND (other.decided_at > approvals.decided_at"
        " OR (other.decided_at = approvals.decided_at AND other.id > approvals.id)))"
    )
    for table, column in PEOPLE.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f"fk_{table}_{column}_members"), type_="foreignkey")
    with op.batch_alter_table("approvals", schema=None) as batch_op:
        batch_op.create_unique_constraint(
            op.f("uq_approvals_post_id_revision_member_id_decision"), ["post_id", "revision", "member_id", "decision"]
        )
        batch_op.drop_column("taken_back_by_id")
        batch_op.drop_column("withdrawn_at")
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_column("made_by_id")
        batch_op.drop_column("restores")
        batch_op.drop_column("frame")
