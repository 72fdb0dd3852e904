"""second factors

Revision: 0027, after 0026
"""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create(
        'code_app',
        sa.Column('secret_locked', sa.LargeBinary(), nullable=False),
        sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('last_step', sa.BigInteger(), nullable=False),
    )
    _create(
        'passkey',
        sa.Column('name', sa.String(), nullable=False),
        sa.Column('credential', sa.LargeBinary(), nullable=False),
        sa.Column('public_key', sa.LargeBinary(), nullable=False),
        sa.Column('sign_count', sa.BigInteger(), nullable=False),
        sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint('credential', name='uq_passkey_credential'),
    )
    _create(
        'recovery_code',
        sa.Column('code_hash', sa.String(), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    )
    op.add_column('visit', sa.Column('is_half', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('visit', sa.Column('proved_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('visit', sa.Column('challenge', sa.String(), server_default='', nullable=False))
    op.add_column('visit', sa.Column('browser', sa.String(), server_default='', nullable=False))


def _create(table: str, *parts: sa.schema.SchemaItem) -> None:
    """A table of what one staff member proves themself with."""
    op.create_table(
        table,
        sa.Column('estate_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('staff_id', sa.BigInteger(), nullable=False),
        *parts,
        sa.ForeignKeyConstraint(['estate_id', 'staff_id'], ['staff.estate_id', 'staff.id'], name='fk_staff_id'),
        sa.PrimaryKeyConstraint('estate_id', 'id', name=op.f(f'pk_{table}')),
        sqlite_strict=True,
    )
    op.create_index(f'ix_{table}_staff', table, ['estate_id', 'staff_id'])


def downgrade() -> None:
    with op.batch_alter_table('visit', table_kwargs={'sqlite_strict': True}) as batch_op:
        for column in ('browser', 'challenge', 'proved_at', 'is_half'):
            batch_op.drop_column(column)
    for table in ('recovery_code', 'passkey', 'code_app'):
        op.drop_index(f'ix_{table}_staff', table_name=table)
        op.drop_table(table)
