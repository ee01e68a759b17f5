"""The way of time: finding what is due, ticks over many accounts, and clicks meanwhile."""
