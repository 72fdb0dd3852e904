"""who invited an account

Revision: 0038, after 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of accounts that are there already nobody knows who invited them: they stand for themselves.
    op.add_column("staff", sa.Column("invited_by", sa.String(), server_default="", nullable=False))
    op.add_column("staff", sa.Column("vouched_by", sa.String(), server_default="", nullable=False))
    op.add_column("staff", sa.Column("vouched_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("staff_link", sa.Column("invited_by", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("staff_link", "invited_by")
    op.drop_column("staff", "vouched_at")
    op.drop_column("staff", "vouched_by")
    op.drop_column("staff", "invited_by")
