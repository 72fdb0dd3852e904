"""Questions over many rows: read only, answered with values and never with live rows."""
