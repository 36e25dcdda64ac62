"""chi^-1 at T = 0 above the real axis: paths, sums over nodes, and the engines that evaluate them."""
