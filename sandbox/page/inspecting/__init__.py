"""What the inspector shows, part by part."""
