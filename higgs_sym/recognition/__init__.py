"""From a number to a closed form that explains it, with the evidence for it; nothing here is ever proven."""
