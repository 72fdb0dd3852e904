"""sample in the book

Revision: 0026, after 0025
"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('audit_sample', schema=None) as batch_op:
        batch_op.add_column(sa.Column('salt', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('typed', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('typed_by', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('list_seq', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('seed_seq', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('result_seq', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('audit_sample', schema=None) as batch_op:
        batch_op.drop_column('result_seq')
        batch_op.drop_column('seed_seq')
        batch_op.drop_column('list_seq')
        batch_op.drop_column('typed_by')
        batch_op.drop_column('typed')
        batch_op.drop_column('salt')
