"""The response in time on contours moved into the lower half-plane."""
