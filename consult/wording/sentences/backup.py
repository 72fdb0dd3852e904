"""Sentences about backups: made, looked at, put back."""

from consult.wording.marking import N_

SENTENCES = {
    "backup-unreadable": N_("“%(file)s” is not a whole backup: it is torn, or something else. Choose another one."),
    "backup-damaged": N_(
        "“%(file)s” is damaged: “%(part)s” in it is not what was written. Choose another backup; nothing was changed."
    ),
    "backup-elsewhere": N_(
        "The backup is of a %(kept)s database, and CONSULT_DATABASE_URL names a %(here)s one. Restore it where the database is of the same kind."
    ),
    "backup-too-new": N_(
        "The backup was made by a newer version of Consult (schema %(schema)s). Install that version, then restore."
    ),
    "backup-loses": N_(
        "Not restored: the books of %(n)s consultations would go backwards, as listed above. If that is what you want: --accept-loss"
    ),
    "backup-over-damage": N_(
        "The database that is here cannot be read, so nobody can say what is missing in the backup. It will be kept aside. To restore all the same: --accept-loss"
    ),
    "backup-secret-set": N_(
        "CONSULT_SECRET_KEY sets another secret than the backup's, and letters and phones would stop working. Take the setting away, or set the backup's; then restore."
    ),
    "backup-source-damaged": N_(
        "No backup was made: the database itself is damaged (%(found)s). Restore the last good backup; keep the damaged file."
    ),
    "backup-no-room": N_("The disk of “%(folder)s” is too full. Make room and try again; nothing was changed."),
    "backup-failed": N_("%(tool)s could not do it: %(said)s"),
    "backup-tool-missing": N_(
        "%(tool)s is not on this machine. Install it in the server's version: apt-get install postgresql-client-%(version)s"
    ),
    "backup-tool-version": N_(
        "%(tool)s is of version %(found)s and the server of %(version)s. Install the server's: apt-get install postgresql-client-%(version)s"
    ),
    "database-in-use": N_("The database is in use. Stop the service and every other command, then restore."),
    "database-not-ours": N_(
        "The role “%(role)s” may not make and rename databases. As administrator: ALTER ROLE %(role)s CREATEDB"
    ),
}
