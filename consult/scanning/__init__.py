"""What is read back from paper: photos of it."""
