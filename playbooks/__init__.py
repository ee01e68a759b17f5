"""Tracks, stages, milestones (YAML) and the words we send (Jinja2)."""
