"""What is asked and said on the import screen, one module a matter."""
