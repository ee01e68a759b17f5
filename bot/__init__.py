"""The running program: settings, assembly, delivery, HTTP, command line."""
