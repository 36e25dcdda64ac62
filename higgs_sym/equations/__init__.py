"""The source's numbered equations that are no closed form of numbers: definitions, matrix equations, integrals."""
