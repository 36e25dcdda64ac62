"""Integrals over several variables with fewer of them: products, integrands of one combination, inner integrals known.

Every change of an integral here is an identity; what is left is integrated, and judged, as any other integral.
"""
