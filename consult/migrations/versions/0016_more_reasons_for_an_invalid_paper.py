"""more reasons for an invalid paper

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

KNOWN = {
    'upgrade': "reason IN ('late', 'double', 'spoilt', 'unsigned', 'unauthorised', 'copied', 'blank')",
    'downgrade': "reason IN ('late', 'double', 'spoilt', 'unsigned', 'blank')",
}
NAME = 'ck_uncounted_ballot_reason_known'


def _know(reasons: str) -> None:
    with op.batch_alter_table('uncounted_ballot', table_kwargs={'sqlite_strict': True}) as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_='check')
        batch_op.create_check_constraint(op.f(NAME), sa.text(reasons))


def upgrade() -> None:
    _know(KNOWN['upgrade'])


def downgrade() -> None:
    _know(KNOWN['downgrade'])
