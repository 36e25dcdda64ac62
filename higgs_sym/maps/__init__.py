"""Where in its plane of parameters an approximation is good: one record per plane, evaluated in double precision."""
