"""What is kept: tables and their constraints."""
