"""How fast it is: each a ratio against a floor measured in the same run (docs/performance.md)."""
