"""preparation of a draft

Revision: 0037, after 0036
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of what is kept already nobody has said what it is about.
    op.add_column("consultation", sa.Column("preparation", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    op.drop_column("consultation", "preparation")
