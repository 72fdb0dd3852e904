"""A second verifier of the public package, written from `docs/package.md` and `docs/rules.md` alone.

It shares no line with the program that counts nor with `verify.py`. Where the two disagree, one of them is wrong, or
the document is not good enough.
"""
