"""chi^-1 below the real axis, continued through the cut."""
