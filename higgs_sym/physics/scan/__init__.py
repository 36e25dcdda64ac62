"""Many frequencies at one zeta, kappa and T: interpolation between direct values, verified by direct values."""
