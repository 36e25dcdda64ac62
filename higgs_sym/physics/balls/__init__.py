"""chi^-1 as balls that provably contain it: certified roots, rigorous quadrature, and the parts they are made of."""
