"""a secret that only sends

Revision: 0020, after 0019
"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Phones that were enrolled before have one secret for everything, and go on with it.
    with op.batch_alter_table('device', table_kwargs={'sqlite_strict': True}) as batch_op:
        batch_op.add_column(sa.Column('sending_hash', sa.String(), nullable=True))
        batch_op.create_unique_constraint('uq_device_sending', ['sending_hash'])


def downgrade() -> None:
    with op.batch_alter_table('device', table_kwargs={'sqlite_strict': True}) as batch_op:
        batch_op.drop_constraint('uq_device_sending', type_='unique')
        batch_op.drop_column('sending_hash')
