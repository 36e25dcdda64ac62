"""Laws and coefficients in the user's variable: "-2/x^2", "3 x^(1/2) ln x", "0.5 (2 - x)"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from higgs_sym.judging.acceleration import Estimate
from higgs_sym.judging.laws import DENOMINATORS, Exponential, Law, nearby, shown
from higgs_sym.measured import Measured

MOST_SIGNIFICANT = 25
WRITTEN = 10  # significant digits of a written coefficient


@dataclass(frozen=True)
class Naming:
    """How the small parameter s is said: as `base` to the power `sign`, "x" and -1 for s = 1/x."""

    base: str = "x"
    sign: int = 1
    iterated: bool = False  # s is itself 1/ln of the base: the "logarithm" of s is the logarithm of a logarithm
    mirrored: bool = False  # the base is "-x": odd powers of it are said as those of x, with the other sign

    @property
    def small(self) -> str:
        """The small parameter."""
        return self.base if self.sign > 0 else f"1/{_bracketed(self.base)}"

    def term(self, coefficient: str, order: Fraction, logarithm: Fraction = Fraction(0)) -> str:
        """coefficient s^order |ln s|^logarithm."""
        odd = self.mirrored and order.denominator == 1 and order.numerator % 2
        return self._product(_negative(coefficient) if odd else coefficient, order, logarithm)

    def _product(self, coefficient: str, order: Fraction, logarithm: Fraction) -> str:
        exponent = order * self.sign
        base = self.base[1:] if self.mirrored and order.denominator == 1 else self.base
        above: list[str] = []
        below: list[str] = []
        if exponent:
            (above if exponent > 0 or exponent.denominator > 1 else below).append(
                _power(_bracketed(base), exponent if exponent > 0 or exponent.denominator > 1 else -exponent)
            )
        if logarithm:
            (above if logarithm > 0 else below).append(_power(self._log, abs(logarithm), spaced=True))
        if coefficient == "1" and above:
            coefficient = ""
        minus = "-" if coefficient == "-1" and above else ""
        if minus:
            coefficient = ""
        joined = minus + " ".join(each for each in (coefficient, *above) if each)
        return joined + (f"/{below[0]}" if len(below) == 1 else f"/({' '.join(below)})" if below else "")

    def size(self, order: Fraction, logarithm: Fraction = Fraction(0)) -> str:
        """s^order |ln s|^logarithm."""
        return "a constant" if not order and not logarithm else self._product("1", order, logarithm)

    def exponential(self, law: Exponential) -> str:
        """The same for what is no power: exp(-2/x)."""
        context = law.power.value.context
        power = nearby(-1 * law.power.value, law.power.error)
        if law.rate is None:
            return f"exp({self._product('c', power, law.logarithm)})"
        rate = nearby(law.rate.value, law.rate.error)
        whole = self.term(str(rate.numerator), power, law.logarithm)
        if rate.denominator <= DENOMINATORS and ("/" not in whole or rate.denominator == 1):
            return f"exp({whole})" if rate.denominator == 1 else f"exp({whole}/{rate.denominator})"
        decimal = coefficient(context.mpf(context.nstr(law.rate.value, 6)))
        return f"exp({self.term(decimal, power, law.logarithm)})"

    def closed(self, form: str, order: Fraction, logarithm: Fraction = Fraction(0)) -> str:
        """The same with a closed form as the coefficient."""
        if not order and not logarithm:
            return form
        return self.term(form if form.lstrip("-").isdigit() else f"({form})", order, logarithm)

    @property
    def _log(self) -> str:
        if self.sign > 0:
            return f"|ln {self.base}|" if _simple(self.base) else f"|ln({self.base})|"
        return f"ln {self.base}" if _simple(self.base) else f"ln({self.base})"


def _negative(text: str) -> str:
    return text[1:] if text.startswith("-") else f"-{text}"


def _simple(name: str) -> bool:
    return name.replace("_", "").isalnum()


def _bracketed(name: str) -> str:
    return name if _simple(name) or (name.startswith("ln ") and _simple(name[3:])) else f"({name})"


def _power(base: str, exponent: Fraction, *, spaced: bool = False) -> str:
    if exponent == 1:
        return base
    whole = base[:1] in ("(", "|") and base[-1:] in (")", "|") and base.count(base[0]) < 3
    base = f"({base})" if (spaced or " " in base) and not whole else base
    text = shown(exponent)
    return f"{base}^{text}" if text.isdigit() else f"{base}^({text})"


def measured(estimate: Estimate) -> Measured:
    """An estimate as exact decimals."""
    context = estimate.value.context
    value = context.nstr(estimate.value, MOST_SIGNIFICANT, min_fixed=0, max_fixed=0)
    # An error bar is rounded up.
    error = context.nstr(estimate.error * (1 + context.mpf("0.01")), 3, min_fixed=0, max_fixed=0)
    return Measured(Decimal(str(value)), Decimal(str(error)))


def times(number: Measured, factor: Any) -> Measured:
    """A measured number times an exact one, an mpmath number."""
    exact = Decimal(str(factor.context.nstr(factor, MOST_SIGNIFICANT)))
    return Measured(number.value * exact, abs(number.error * exact))


OWN = Naming()  # of claims whose limit is written in the small parameter itself


def coefficient(value: Any) -> str:
    """A written coefficient as a short decimal."""
    context = value.context
    text = str(context.nstr(value, WRITTEN))
    return text[:-2] if text.endswith(".0") else text


def law_text(law: Law, naming: Naming) -> str:
    """A law with its measured coefficient."""
    order = nearby(law.order.value, law.order.error)
    return naming.term(measured(law.prefactor).bracketed, order, law.logarithm)
