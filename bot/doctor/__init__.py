"""`milepost doctor`: looks at everything Milepost needs, and says what to do about each fault."""
