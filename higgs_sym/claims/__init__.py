"""What is said about the formulas: formula x oracle x limit."""
