"""The parts of a plan: letterhead, title, bases, outline, tables, signature, appendices."""
