"""Special functions of complex balls, by the name of their heads, a family a module; see `table`."""
