"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision or "nothing, this is the first" | comma,n}

Rules: one idea a migration. The old code still runs while this one does: add first, fill in, remove in a later
release. Locks are short (lock_timeout below); long backfills go in batches, in a task.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
