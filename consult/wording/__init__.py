"""Words: figures, dates, rules and refusals said in the reader's language."""
