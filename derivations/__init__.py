"""One file per derivation: from the Usadel equation to a result, blind to the published formulas."""
