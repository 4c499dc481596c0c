"""Facts from the outline: one spaCy pipeline, one component a kind of fact."""
