"""Integrals to a number of digits, or an error that says why not.

`features` reads from the expression where an integrand may be singular or change quickly, `zeros` finds those places
on the path, `shifts` writes the integrand in the distance to them. `ends` decides whether it can be integrated there,
`charts` are the coordinates in which it is smooth, `panels` the rule, and `integral` puts all this together.
"""
