"""proxies that were annulled

Revision: 0019, after 0018
"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

ENDED = """
    SELECT MIN(former.ended_seq) FROM former_ballot AS former
    WHERE former.estate_id = proxy_mandate.estate_id AND former.consultation_id = proxy_mandate.consultation_id
      AND former.elector_id = proxy_mandate.principal_id AND former.ended_at >= proxy_mandate.entered_at
"""
"""The line that annulled what a proxy had brought, where there is one."""


def upgrade() -> None:
    with op.batch_alter_table('proxy_mandate', table_kwargs={'sqlite_strict': True}) as batch_op:
        batch_op.add_column(sa.Column('standing', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('ended_seq', sa.BigInteger(), nullable=True))
        batch_op.drop_constraint('uq_proxy_mandate_principal', type_='unique')
        batch_op.create_index('ix_proxy_mandate_principal', ['estate_id', 'consultation_id', 'principal_id'])
    op.execute(f'UPDATE proxy_mandate SET ended_seq = ({ENDED})')
    op.execute('UPDATE proxy_mandate SET standing = principal_id WHERE ended_seq IS NULL')
    with op.batch_alter_table('proxy_mandate', table_kwargs={'sqlite_strict': True}) as batch_op:
        batch_op.create_unique_constraint('uq_proxy_mandate_standing', ['estate_id', 'consultation_id', 'standing'])
        batch_op.create_check_constraint(
            op.f('ck_proxy_mandate_stands_or_ended'), sa.text('(standing IS NULL) = (ended_seq IS NOT NULL)')
        )
        # SQLite writes the table anew, and would put the default in brackets.
        batch_op.alter_column('photo', server_default='')


def downgrade() -> None:
    # Before, a principal had one proxy, whatever became of it.
    op.execute('DELETE FROM proxy_mandate WHERE standing IS NULL')
    with op.batch_alter_table('proxy_mandate', table_kwargs={'sqlite_strict': True}) as batch_op:
        batch_op.drop_constraint(op.f('ck_proxy_mandate_stands_or_ended'), type_='check')
        batch_op.drop_constraint('uq_proxy_mandate_standing', type_='unique')
        batch_op.drop_index('ix_proxy_mandate_principal')
        batch_op.create_unique_constraint(
            'uq_proxy_mandate_principal', ['estate_id', 'consultation_id', 'principal_id']
        )
        batch_op.drop_column('ended_seq')
        batch_op.drop_column('standing')
