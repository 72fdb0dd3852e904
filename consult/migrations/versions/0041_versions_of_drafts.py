"""versions of drafts

Revision: 0041, after 0040
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Who last changed what is kept already was not noted.
    op.add_column("consultation", sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))
    op.add_column("consultation", sa.Column("changed_by", sa.String(), nullable=True))
    op.add_column("consultation", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("consultation", "changed_at")
    op.drop_column("consultation", "changed_by")
    op.drop_column("consultation", "version")
