"""The physical root of the Usadel equation, once for every kind of number."""
