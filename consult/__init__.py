"""Consult (合议): consultations and votes of owners and residents, counted exactly and open to recount."""
