"""Sentences about the installation, and what commands were given."""

from consult.wording.marking import N_

SENTENCES = {
    "database-unreachable": N_(
        "The database does not answer (%(database)s). Check that it runs and that CONSULT_DATABASE_URL names it."
    ),
    "database-behind": N_("The database is older than this version. Make a backup, then run: consult upgrade"),
    "database-fragile": N_(
        "This database could lose a ballot whose receipt was shown. Change its settings: %(settings)s."
    ),
    "database-ahead": N_("The database belongs to a newer version of Consult. Install that version."),
    "instance-unwritable": N_(
        "The instance folder cannot be used (%(folder)s). Set CONSULT_INSTANCE to a folder of your own."
    ),
    "debugging-on": N_("Debugging is on, so nothing is served. Take FLASK_DEBUG out of the environment."),
    "port-taken": N_("Port %(port)s is in use or not allowed. Stop what uses it, or choose another: --port 8080"),
    "estate-code-taken": N_("There is an estate with the code “%(estate)s” already. Choose another code."),
    "estate-code-unfit": N_(
        "“%(estate)s” is not a code for an estate: use 1 to 32 small letters, digits and hyphens, like wutong-li."
    ),
    "estate-change-missing": N_(
        "Nothing to change was named for the estate “%(estate)s”. Name it, like --phone; --help lists it all."
    ),
    "estate-name-missing": N_("The estate has no name yet. Write what people call it."),
    "estate-not-named": N_("Say which estate is meant: --estate CODE. Known: %(known)s."),
    "not-the-demo": N_(
        "Real estates are kept here (%(known)s), and a demo has no place beside them. Give it a folder of its own: CONSULT_INSTANCE=/tmp/demo consult demo"
    ),
    "demo-not-confirmed": N_("The demo estate was left as it is. To throw it away without being asked: --yes"),
    "letters-issued": N_(
        "%(letters)s letters were issued before; new ones make their codes worthless. If that is what you want: --reissue"
    ),
    "paper-unknown": N_("“%(kind)s” cannot be printed. Choose one of: %(known)s."),
    "paper-in-one-language": N_(
        "Only these papers have both languages on one sheet: %(known)s. Print the others twice: --language zh, --language en."
    ),
    "no-result-yet": N_("Consultation %(code)s is not closed yet, so it has no result to print."),
    "building-unknown": N_("Nobody in building “%(building)s” takes part. Known: %(known)s."),
    "printing-missing": N_(
        "Printing needs a few system packages. Run: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk"
    ),
    "poster-too-full": N_("The words do not fit on one poster. Shorten the title, or who may answer."),
    "folder-unwritable": N_("Nothing can be written in “%(folder)s”. Choose another folder: -o DIR"),
    "answer-unreadable": N_(
        "“%(given)s” cannot be read as an answer. Write the question's number, =, and the answer, each question once: 1=agree, 2=1,3 for several options, 3=1:2,2:1 for what stands by each option."
    ),
    "figure-missing": N_("“%(group)s”: “%(figure)s” is empty, and this rule needs it."),
    "figure-unreadable": N_("“%(given)s” does not fit %(field)s. Write a number like 1152, or an area like 124799.30."),
    "pair-unreadable": N_(
        "“%(given)s” does not fit %(field)s. Write heads and area with a comma between them, like 768,83199.54"
    ),
    "loss-unexplained": N_("Say why lines were lost, in 1 to 500 characters: --reason. Everybody will read it."),
    "loss-not-confirmed": N_("Nothing was accepted. To go on without what is missing, answer yes, or add --yes."),
    "book-broken": N_("The book of consultation %(code)s is not whole: %(n)s things do not fit."),
}
