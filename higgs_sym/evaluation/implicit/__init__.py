"""What is defined and not written down: roots, extrema, derivatives, solutions of differential equations."""
