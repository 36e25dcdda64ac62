"""Benchmarks: `make bench`. The plain scripts are what one would write without the package, and do not import it."""
