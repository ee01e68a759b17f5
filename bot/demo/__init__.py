"""The demo: a sandbox and Milepost in it, with customers whose history people played; a story."""
