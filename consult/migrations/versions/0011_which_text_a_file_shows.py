"""which text a file shows

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A file made before this version shows the text its batch was ordered with, as every file did then.
    with op.batch_alter_table('printing_part', schema=None) as batch_op:
        batch_op.add_column(sa.Column('text_hash', sa.String(), server_default='', nullable=False))
    op.execute(
        "UPDATE printing_part SET text_hash = (SELECT printing.text_hash FROM printing"
        " WHERE printing.estate_id = printing_part.estate_id AND printing.id = printing_part.printing_id)"
        " WHERE made_at IS NOT NULL"
    )


def downgrade() -> None:
    with op.batch_alter_table('printing_part', schema=None) as batch_op:
        batch_op.drop_column('text_hash')
