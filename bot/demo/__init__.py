"""The demo: a sandbox, Milepost, and the people of two companies who play the first customer."""
