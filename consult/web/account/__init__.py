"""Staff accounts: invitations and sign-in."""
