"""Vietnamese text made readable for rules, always with a map back to the source."""
