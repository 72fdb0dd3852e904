"""contests taken back

Revision: 0025, after 0024
"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


BEFORE = "'', 'upheld', 'dismissed'"
NAME = 'ck_contest_ruling_known'


def upgrade() -> None:
    with op.batch_alter_table('contest', table_kwargs={'sqlite_strict': True}) as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_='check')
        batch_op.create_check_constraint(op.f(NAME), sa.text(f"ruling IN ({BEFORE}, 'withdrawn')"))


def downgrade() -> None:
    # Before, only the committee ended a case; one that was taken back changed nothing either.
    op.execute("UPDATE contest SET ruling = 'dismissed' WHERE ruling = 'withdrawn'")
    with op.batch_alter_table('contest', table_kwargs={'sqlite_strict': True}) as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_='check')
        batch_op.create_check_constraint(op.f(NAME), sa.text(f'ruling IN ({BEFORE})'))
