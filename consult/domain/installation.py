"""Why a command may be turned away before any rule is asked: the installation, files and figures it was given."""

from __future__ import annotations

from consult.domain.refusal import reasons

reasons(
    database_unreachable="database: an address (without its password) at which no database answers",
    database_behind="a database whose schema is older than this version of the program",
    database_fragile="settings: durability settings of the database that are not as they must be (and must be)",
    database_ahead="a database whose schema this version of the program does not know",
    instance_unwritable="folder: an instance folder in which the secret cannot be kept or read",
    debugging_on="a service that would let whoever sees an error page run programs",
    port_taken="port: a port on which something else answers already",
    estate_code_taken="estate: a code that another estate has",
    estate_code_unfit="estate: an estate code with characters that do not fit into an address, or of an odd length",
    estate_change_missing="estate: a command to change an estate that names nothing to change",
    estate_name_missing="an estate without a name",
    estate_not_named="known: a command that needs to be told which of several estates is meant",
    not_the_demo="a demo estate's code under which a real estate is kept",
    demo_not_confirmed="a demo estate that would be destroyed without anybody having agreed",
    letters_issued="letters: letters that were issued before, so that new ones would make them worthless",
    paper_unknown="kind, known: a kind of paper that cannot be printed",
    paper_in_one_language="known: two languages asked of a paper that has no sheet for both",
    no_result_yet="code: a result asked for before the consultation is closed",
    building_unknown="building, known: a building that is not in a consultation's scope",
    printing_missing="a paper asked for where the printing library's system packages are missing",
    folder_unwritable="folder: a folder in which nothing can be written",
    figure_unreadable="field, given: a number of heads or an area that cannot be read as one",
    pair_unreadable="field, given: figures that are not a number of heads and an area joined by a comma",
    book_broken="code, n: a book with breaks in it",
    loss_not_confirmed="a loss that would be accepted without anybody having agreed",
)
