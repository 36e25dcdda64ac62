"""The response in time on contours moved into the lower half-plane, and what they need of chi^-1 there."""
