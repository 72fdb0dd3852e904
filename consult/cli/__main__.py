"""`python -m consult.cli`: the same as the `consult` command."""

from consult.cli.program import main

main()
