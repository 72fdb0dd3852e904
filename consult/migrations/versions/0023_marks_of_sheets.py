"""marks of sheets

Revision: 0023, after 0022
"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('consultation', sa.Column('sheet_key', sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    op.drop_column('consultation', 'sheet_key')
