"""closing by two

Revision: 0031, after 0030
"""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('consultation', sa.Column('closing_by', sa.String(), nullable=True))
    op.add_column('consultation', sa.Column('closing_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    # The columns refer to nothing, so that SQLite can drop them without making the table anew.
    op.drop_column('consultation', 'closing_at')
    op.drop_column('consultation', 'closing_by')
