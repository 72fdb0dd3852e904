"""Providers of other ways to sign in: a code by message, and a WeChat account. Off unless an installation chooses one.

They are asked over HTTPS, know nothing of the database or of who lives where, and are two small interfaces:
`MessageSender` and `AccountProvider`. Another provider is one more class here and one more line in `offered`.
"""
