"""The schema's history. `storage/versions.py` runs it; a new step is described in CONTRIBUTING."""
