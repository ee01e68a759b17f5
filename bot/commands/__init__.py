"""A module per command. Each answers with the exit code: 0 well, 1 a fault, 2 wrongly asked."""
