"""SymPy expressions as LaTeX the way a person writes them.

SymPy's own printer is right but reads like a machine: `- \\frac{\\pi \\delta^{2}}{24 \\zeta}`, every argument in
parentheses, cube roots as radicals. Here the numerical factor stands in front, functions of one letter take no
brackets, brackets grow from ( to [ to {, a sum starts with a positive term, and fractional powers stay powers.
"""

from __future__ import annotations

import re
from typing import Any

import sympy
from sympy.printing.latex import LatexPrinter

SETTINGS = {"inv_trig_style": "full", "ln_notation": True, "mat_str": "pmatrix", "mat_delim": ""}
BARE = (  # functions whose argument stands without brackets if it is short
    sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc,
    sympy.sinh, sympy.cosh, sympy.tanh, sympy.coth,
)  # fmt: skip
HALF = sympy.Rational(1, 2)
LAST = (sympy.log, sympy.asin, sympy.acos, sympy.atan, sympy.asinh, sympy.acosh, sympy.atanh)  # close a product
NAMES = {sympy.log: r"\ln", sympy.asinh: r"\operatorname{arsinh}", sympy.acosh: r"\operatorname{arcosh}"}
NAMES |= {sympy.atanh: r"\operatorname{artanh}", sympy.asin: r"\arcsin", sympy.acos: r"\arccos", sympy.atan: r"\arctan"}
_TALL = re.compile(r"\\(?:frac|sqrt|left|int|sum|begin)")
_IN_EXPONENT = re.compile(r"(\^\{-?) ?\\frac\{(\\?\w+)\}\{(\\?\w+)\}\}")
_FRACTION = re.compile(
    r"\\frac\{([^{}]|\{([^{}]|\{([^{}]|\{[^{}]*\})*\})*\})*\}\{([^{}]|\{([^{}]|\{([^{}]|\{[^{}]*\})*\})*\})*\}"
)


def latex(expression: Any) -> str:
    """LaTeX of a SymPy object; strings pass through, parts of a list are set side by side."""
    if isinstance(expression, str):
        return expression
    if isinstance(expression, (list, tuple)):
        return r",\qquad ".join(latex(part) for part in expression)
    return str(Printer(SETTINGS).doprint(expression))


def notation(text: str) -> str:
    """LaTeX with the letters of the source: energies are varepsilon."""
    return text.replace(r"\epsilon", r"\varepsilon")


def bracketed(text: str) -> str:
    """The text in the smallest kind of bracket that it does not contain, stretched if it is tall."""
    opening, closing = ("(", ")") if "(" not in text else ("[", "]") if "[" not in text else (r"\{", r"\}")
    if _TALL.search(text):
        return rf"\left{opening}{text}\right{closing}"
    return f"{opening}{text}{closing}"


class Printer(LatexPrinter):  # type: ignore[misc]
    """LaTeX in the project's style; whatever is not overridden prints as SymPy has it."""

    def _add_parens(self, text: str) -> str:
        return bracketed(text)

    def _print_Symbol(self, letter: Any, style: str = "plain") -> str:  # noqa: N802
        if "\\" in letter.name or "^" in letter.name or re.fullmatch(r"[A-Za-z]_[A-Za-z0-9]", letter.name):
            return str(letter.name)
        return str(super()._print_Symbol(letter, style))

    def _print(self, expression: Any, **options: Any) -> str:
        """Euler's constant with its index: a bare gamma is a rate here. It prints itself, past `_print_EulerGamma`."""
        return r"\gamma_{\mathrm{E}}" if expression is sympy.EulerGamma else str(super()._print(expression, **options))

    def _print_UnevaluatedExpr(self, expression: Any) -> str:  # noqa: N802
        return str(self._print(expression.args[0]))

    def _print_Add(self, expression: Any, order: Any = None) -> str:  # noqa: N802
        terms = list(self._as_ordered_terms(expression, order))
        shared = _shared_fraction(terms)
        if shared is not None:
            return self._joined([self._number(shared), bracketed(self._sum([term / shared for term in terms]))])
        return self._sum(terms)

    def _sum(self, terms: list[Any]) -> str:
        """Terms one after the other, a positive one first if there is one, a number before others."""
        if _negative(terms[0]):
            positive = [term for term in terms if not _negative(term)]
            if positive:
                first = next((term for term in positive if term.is_number), positive[0])
                terms = [first, *[term for term in terms if term is not first]]
        elif len(terms) == 2 and not _negative(terms[1]) and _pure_power(terms[1]) and not _pure_power(terms[0]):
            terms = terms[::-1]
        text = self._term(terms[0])
        for term in terms[1:]:
            text += f" - {self._term(-term)}" if _negative(term) else f" + {self._term(term)}"
        return text

    def _term(self, term: Any) -> str:
        text = str(self._print(term))
        return bracketed(text) if term.is_Piecewise or isinstance(term, sympy.core.relational.Relational) else text

    def _print_Mul(self, expression: Any) -> str:  # noqa: N802
        if not _commutes(expression) or expression.has(sympy.MatrixBase, sympy.MatrixExpr):
            return str(super()._print_Mul(expression))
        number, rest = expression.as_coeff_Mul()
        if number.is_Float:
            return str(super()._print_Mul(expression))
        number, rest = _positive(number, rest)
        if number.is_negative:
            return "-" + self._product(-number, rest)
        return self._product(number, rest)

    def _product(self, number: Any, rest: Any) -> str:
        """Numerical fraction, symbolic fraction, then what closes a product: logarithms and inverse functions."""
        factors = []
        for each in sympy.Mul.make_args(rest) if rest != 1 else ():
            scale, kept = _without_scale(each)
            factors.append(kept)
            number *= scale
        below = [1 / each for each in factors if _divides(each)]
        above = [each for each in factors if not _divides(each)]
        constants = [each for each in above if each.is_number and each is not sympy.I]
        whole = number.q == 1 and not constants  # a long sum stands after its coefficient, not above it
        tails = [each for each in above if isinstance(_base(each), LAST) or (not whole and _long_sum(each))]
        constants = [each for each in constants if each not in tails]
        above = [each for each in above if each not in constants and each not in tails]
        under = [each for each in below if each.is_number]
        below = [each for each in below if not each.is_number]
        roots = [each for each in (*constants, *above) if each.is_Pow and each.exp == HALF]
        if len(roots) > 1 and any(each in above for each in roots):  # one root over all of it
            above = [each for each in above if each not in roots]
            bases = [each.base for each in roots]
            whole_base = next((each for each in bases if each.is_Integer), sympy.S.One)
            if number.p == 1 and sympy.gcd(whole_base, number.q) > 1:  # sqrt(6)/3 sqrt(x) as sqrt(2/3 x)
                bases = [whole_base * number**2, *[each for each in bases if each is not whole_base]]
                number = sympy.S.One
            above.append(sympy.Pow(sympy.Mul(*bases, evaluate=False), HALF, evaluate=False))
            constants = [each for each in constants if each not in roots]
        above, below = _same_powers(above, below)
        plain = not constants and not under
        split = bool(above) and number.q != 1 and (number.p != 1 or not plain or any(_heavy(x) for x in above))
        if below:
            short = all(each.is_Symbol for each in above) and all(each.is_Symbol for each in below)
            split = bool(above) and number.q != 1 and (bool(constants) or number.p != 1) and not short
        elif not split:
            split = bool(above) and bool(under)
        over = ([] if number.p == 1 else [sympy.Integer(number.p)]) + constants
        down = ([] if number.q == 1 else [sympy.Integer(number.q)]) + under
        if split and (over or down):
            rest = [self._fraction(above, below)] if below else self._factors(above, company=True)
            return self._joined([self._fraction(over, down), *rest, *self._factors(tails, company=True)])
        if below or down:
            return self._joined([self._fraction(over + above, down + below), *self._factors(tails, company=True)])
        return self._joined([*self._factors(over + above, bool(tails)), *self._factors(tails, bool(over + above))])

    def _fraction(self, over: list[Any], under: list[Any]) -> str:
        if not under:
            return self._joined(self._factors(over))
        top = self._joined(self._factors(over)) if over else "1"
        return rf"\frac{{{top}}}{{{self._joined(self._factors(under))}}}"

    def _factors(self, factors: list[Any], company: bool = False) -> list[str]:
        """Each factor printed, in the order in which they are read; a sum on its own needs no brackets."""
        ordered = sorted(factors, key=lambda each: (_place(each), _rank(each)))
        if len(ordered) == 1 and not company:
            return [str(self._print(ordered[0]))]
        return [bracketed(str(self._print(each))) if _is_sum(each) else str(self._print(each)) for each in ordered]

    def _joined(self, factors: list[str]) -> str:
        text = ""
        for factor in factors:
            digits = text[-1:].isdigit() and factor[:1].isdigit()
            text += (r" \cdot " if digits else " " if text else "") + factor
        return text

    def _number(self, value: Any) -> str:
        return str(self._print(value))

    def _print_Pow(self, power: Any) -> str:  # noqa: N802
        base, exponent = power.as_base_exp()
        if not exponent.is_Rational or not _commutes(base) or base is sympy.E:
            return str(super()._print_Pow(power))
        if exponent.is_negative:
            return rf"\frac{{1}}{{{self._print(base**-exponent)}}}"
        if exponent == HALF:
            return rf"\sqrt{{{self._print(base)}}}"
        shown = f"{exponent.p}" if exponent.q == 1 else f"{exponent.p}/{exponent.q}"
        if isinstance(base, (*BARE, *LAST)) and exponent.q == 1:
            return self._applied(base, rf"^{{{shown}}}")
        if isinstance(base, sympy.gamma) and exponent.q == 1:
            return self._print_gamma(base, shown)
        if base.is_Symbol or (base.is_Integer and base.is_nonnegative) or base is sympy.pi:
            text = str(self._print(base))
            return rf"{bracketed(text)}^{{{shown}}}" if "^" in text else rf"{text}^{{{shown}}}"
        return rf"{bracketed(str(self._print(base)))}^{{{shown}}}"

    def _applied(self, function: Any, power: str = "") -> str:
        """An elementary function of its argument, brackets only where the eye needs them."""
        name = NAMES.get(type(function), rf"\{type(function).__name__}") + power
        (argument,) = function.args
        text = str(self._print(argument))
        if argument.is_Symbol and re.fullmatch(r"\\?[A-Za-z]+(_\{?\w+\}?)?", text):
            return f"{name}{text}" if text.startswith("\\") else f"{name} {text}"
        if isinstance(function, BARE) and re.fullmatch(r"\d+ ?\\?[A-Za-z]+(_\{?\w+\}?)?", text):
            return f"{name} {text}"
        if _FRACTION.fullmatch(text) or (argument.is_Integer and argument.is_nonnegative):
            return f"{name}{text}" if text.startswith("\\") else f"{name} {text}"
        return f"{name}{bracketed(text)}"

    def _print_gamma(self, function: Any, exp: Any = None) -> str:
        """The Gamma function, numbers in its argument on one line."""
        (argument,) = function.args
        text = f"{argument.p}/{argument.q}" if argument.is_Rational and argument.q != 1 else str(self._print(argument))
        return rf"\Gamma{f'^{{{exp}}}' if exp else ''}{bracketed(text)}"

    def _print_ExpBase(self, function: Any, exp: Any = None) -> str:  # noqa: N802
        """A simple fraction in an exponent stays on its line."""
        return _IN_EXPONENT.sub(r"\1\2/\3}", str(super()._print_ExpBase(function, exp)))

    def _print_betainc(self, function: Any, exp: Any = None) -> str:
        """The incomplete beta function, from 0 to an argument that is its index."""
        a, b, x = (self._print(argument) for argument in function.args)
        return rf"\mathrm{{B}}_{{{x}}}{f'^{{{exp}}}' if exp else ''}{bracketed(f'{a}, {b}')}"

    def _print_Derivative(self, derivative: Any) -> str:  # noqa: N802
        if derivative.expr.is_Symbol and len(derivative.variables) == 1:
            return rf"\frac{{d{self._print(derivative.expr)}}}{{d{self._print(derivative.variables[0])}}}"
        return str(super()._print_Derivative(derivative))


def _elementary(self: Printer, function: Any, exp: Any = None) -> str:
    return self._applied(function, rf"^{{{exp}}}" if exp else "")


for _class in (*BARE, *LAST):
    setattr(Printer, f"_print_{_class.__name__}", _elementary)


def _positive(number: Any, rest: Any) -> tuple[Any, Any]:
    """The same product with no factor, or divisor, that is a sum of nothing but negative terms."""
    factors = []
    for each in sympy.Mul.make_args(rest):
        base, power = each.as_base_exp()
        if base.is_Add and abs(power) == 1 and all(_negative(term) for term in base.args):
            number, each = -number, (-base) ** power
        factors.append(each)
    return number, sympy.Mul(*factors)


def _without_scale(factor: Any) -> tuple[Any, Any]:
    """The number that a sum, or a root of one, carries in all its terms, and what is left of the factor."""
    base, power = factor.as_base_exp()
    if not base.is_Add:
        return sympy.S.One, factor
    if factor.is_Add:
        shared = _shared_fraction(factor.args)
        return (shared, sympy.Add(*[term / shared for term in factor.args])) if shared else (sympy.S.One, factor)
    content, rest = base.primitive()
    if power == -1 and content.is_Integer:
        return content**power, rest**power
    if abs(power) == HALF and content.p == 1 and (scale := sympy.sqrt(content)).is_Rational:
        return scale ** (2 * power), sympy.Pow(rest, power, evaluate=False)
    return sympy.S.One, factor


def _commutes(value: Any) -> bool:
    """An UnevaluatedExpr does not say so, but here it holds a sum of numbers."""
    return value.is_commutative is not False or value.has(sympy.UnevaluatedExpr)


def _negative(term: Any) -> bool:
    return bool(term.as_coeff_Mul()[0].is_negative)


def _pure_power(term: Any) -> bool:
    return bool(term.is_Pow and term.base.is_Symbol and term.exp.is_Rational and term.exp > 0)


def _base(factor: Any) -> Any:
    return factor.base if factor.is_Pow and factor.exp.is_Integer else factor


def _divides(factor: Any) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative)


def _is_sum(factor: Any) -> bool:
    inner = factor.args[0] if isinstance(factor, sympy.UnevaluatedExpr) else factor
    return bool(inner.is_Add)


def _heavy(factor: Any) -> bool:
    """What would make a fraction over a plain number top-heavy."""
    return not (factor.is_Symbol or factor.is_Function or (factor.is_Pow and factor.base.is_Symbol))


def _long_sum(factor: Any) -> bool:
    """A sum with a root or a logarithm in it."""
    return bool(factor.is_Add) and factor.has(sympy.log) | any(p.exp == HALF for p in factor.atoms(sympy.Pow))


def _place(factor: Any) -> int:
    """Where a factor stands: numbers, i, letters, roots, brackets, functions."""
    base = _base(factor)
    if factor.is_Rational:
        return 0
    if factor.is_number and factor is not sympy.I:
        return 1
    if isinstance(base, (*BARE, *LAST)):
        return 7
    for place, holds in ((2, factor is sympy.I), (3, base.is_Symbol), (5, factor.is_Function)):
        if holds:
            return place
    if factor.is_Pow and factor.exp == HALF:
        return 4
    return 3 if factor.is_Pow and factor.base.is_Symbol else 6


def _rank(factor: Any) -> int:
    """Among factors of one kind: letters without an index first and time last, sine before cosine."""
    base = _base(factor)
    if isinstance(base, BARE):
        return BARE.index(type(base))
    return 2 if base.is_Symbol and base.name == "t" else int(base.is_Symbol and "_" in base.name)


def _same_powers(above: list[Any], below: list[Any]) -> tuple[list[Any], list[Any]]:
    """a^p over b^p with a fractional p, which SymPy takes apart, put together as (a/b)^p."""
    over, under = list(above), list(below)
    for first in above:
        twin = next((x for x in under if x.is_Pow and first.is_Pow and x.exp == first.exp), None)
        if twin is not None and not first.exp.is_Integer:
            quotient = sympy.Mul(first.base, sympy.Pow(twin.base, -1), evaluate=False)
            over[over.index(first)] = sympy.Pow(quotient, first.exp, evaluate=False)
            under.remove(twin)
    return over, under


def _shared_fraction(terms: list[Any]) -> Any:
    """The fraction that every term of a sum carries, up to its sign; None if there is none."""
    sizes = {abs(term.as_coeff_Mul()[0]) for term in terms}
    size = sizes.pop()
    if sizes or not size.is_Rational or size.q == 1:
        return None
    return size
