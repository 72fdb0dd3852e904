"""what proves a settlement

Revision: 0021, after 0020
"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


LATER = """
    SELECT later.id FROM contest AS later JOIN contest AS earlier
      ON earlier.estate_id = later.estate_id AND earlier.consultation_id = later.consultation_id
      AND earlier.ballot_seq = later.ballot_seq AND earlier.seq < later.seq
"""
"""Contests of a ballot that was contested before."""


def upgrade() -> None:
    with op.batch_alter_table('contest', table_kwargs={'sqlite_strict': True}) as batch_op:
        batch_op.drop_constraint('uq_contest_once', type_='unique')
        batch_op.create_index('ix_contest_ballot', ['estate_id', 'consultation_id', 'ballot_seq'])
    with op.batch_alter_table('settlement', table_kwargs={'sqlite_strict': True}) as batch_op:
        batch_op.add_column(sa.Column('evidence', sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('settlement', table_kwargs={'sqlite_strict': True}) as batch_op:
        batch_op.drop_column('evidence')
    # Before, a ballot was contested once.
    op.execute(f'DELETE FROM contest WHERE id IN ({LATER})')
    with op.batch_alter_table('contest', table_kwargs={'sqlite_strict': True}) as batch_op:
        batch_op.drop_index('ix_contest_ballot')
        batch_op.create_unique_constraint('uq_contest_once', ['estate_id', 'consultation_id', 'ballot_seq'])
