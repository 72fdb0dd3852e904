"""Deeds: what a person does that changes what is kept; one file and one transaction each."""
