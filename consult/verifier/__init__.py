"""The second counter: one file that goes into every public package and shares no code with the first."""
