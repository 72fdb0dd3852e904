"""ways to sign in

Revision: 0028, after 0027
"""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'wechat_link',
        sa.Column('estate_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('account_key', sa.String(), nullable=False),
        sa.Column('household_key', sa.String(), nullable=False),
        sa.Column('building', sa.String(), nullable=False),
        sa.Column('entrance', sa.String(), nullable=False),
        sa.Column('room', sa.String(), nullable=False),
        sa.Column('linked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(['estate_id'], ['estate.id'], name=op.f('fk_wechat_link_estate')),
        sa.PrimaryKeyConstraint('estate_id', 'id', name=op.f('pk_wechat_link')),
        sa.UniqueConstraint('estate_id', 'account_key', 'household_key', name='uq_wechat_link_account'),
        sqlite_strict=True,
    )
    op.create_index('ix_wechat_link_door', 'wechat_link', ['estate_id', 'building', 'entrance', 'room'])
    op.create_table(
        'message_code',
        sa.Column('consultation_id', sa.BigInteger(), nullable=False),
        sa.Column('elector_id', sa.BigInteger(), nullable=True),
        sa.Column('key_hash', sa.String(), nullable=False),
        sa.Column('code_hash', sa.String(), nullable=False),
        sa.Column('door_key', sa.String(), nullable=False),
        sa.Column('asker_key', sa.String(), nullable=False),
        sa.Column('number_key', sa.String(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('tries', sa.BigInteger(), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('estate_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint('tries >= 0', name=op.f('ck_message_code_tries_not_negative')),
        sa.ForeignKeyConstraint(
            ['estate_id', 'consultation_id'],
            ['consultation.estate_id', 'consultation.id'],
            name='fk_consultation_id',
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['estate_id', 'elector_id'], ['elector.estate_id', 'elector.id'], name='fk_elector_id', ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('estate_id', 'id', name=op.f('pk_message_code')),
        sa.UniqueConstraint('key_hash', name='uq_message_code_key'),
        sqlite_strict=True,
    )
    op.create_index('ix_message_code_asker', 'message_code', ['asker_key', 'asked_at'])
    op.create_index('ix_message_code_estate', 'message_code', ['estate_id', 'asked_at'])


def downgrade() -> None:
    op.drop_table('message_code')
    op.drop_table('wechat_link')
