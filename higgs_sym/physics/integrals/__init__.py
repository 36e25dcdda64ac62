"""chi^-1 at T = 0 above the real axis as integrals: paths, panels, and sums over nodes for any numeric backend."""
