"""The public package of a closed consultation: what anyone needs to recount it, in one file."""
