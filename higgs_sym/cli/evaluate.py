"""`eval`: full quantities at one point, with exactly the digits that are promised."""

from __future__ import annotations

import inspect
import re
from typing import Any

import click

from higgs_sym.cli.output import print_json, say

FLOAT64_DIGITS = 12  # what the quantities promise for digits=None
_COMPLEX = re.compile(r"(?P<real>[^ij]*?)(?P<imaginary>[+-]?[^+\-ij]*(?:[eE][+-]?\d+)?(?:/\d+)?)\*?[ij]\Z")


class Quantities(click.Group):
    """One command per registered quantity; its options are the parameters of the function."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from higgs_sym.registry import QUANTITIES

        return [quantity.id for quantity in QUANTITIES]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        from higgs_sym.registry import QUANTITIES

        return command_for(QUANTITIES[name])


@click.command(cls=Quantities, name="eval", subcommand_metavar="QUANTITY [OPTIONS]")
def evaluate() -> None:
    """Evaluate a full quantity; see `higgs-sym eval QUANTITY --help` for its parameters.

    Numbers are exact where they are written so: 1/10, 0.1; complex ones as 2+1/10j. Energies are in units
    of Delta.

    \b
    Examples:
      higgs-sym eval gap --zeta 1/10
      higgs-sym eval chi_inv --omega 2 --zeta 1/10 --digits 30
      higgs-sym eval chi --omega 2+0.1j --zeta 0.3 --json
    """


def command_for(quantity: Any) -> click.Command:
    """The click command of one quantity, made from the signature of its function."""
    options = [_option(parameter) for parameter in inspect.signature(quantity.function).parameters.values()]
    options.append(click.Option(["--json", "as_json"], is_flag=True, help="Print JSON."))

    def call(as_json: bool, **texts: Any) -> None:
        arguments = {name: number(text) for name, text in texts.items() if text is not None}
        value = quantity.function(**arguments)
        digits = texts.get("digits")
        if as_json:
            print_json(_as_json(quantity.id, texts, value, digits))
        else:
            say(text_of(value, digits))

    text = inspect.getdoc(quantity.function) or ""
    about = "\b\n" + text.replace("\n\n", "\n\n\b\n")  # keep the docstring's own line breaks
    return click.Command(quantity.id, params=list(options), callback=call, help=about)


def _option(parameter: inspect.Parameter) -> click.Option:
    word, default = parameter.name.replace("_", "-"), parameter.default
    flags = [f"--{word}", parameter.name]  # the name as well: click would turn T into t
    if parameter.name == "digits":
        about = f"Correct digits to compute and print; {FLOAT64_DIGITS}, in double precision, if not given."
        return click.Option(flags, type=int, help=about)
    if isinstance(default, bool):
        return click.Option([f"--{word}/--no-{word}", parameter.name], default=default, show_default=True)
    if default is inspect.Parameter.empty:
        return click.Option(flags, metavar="NUMBER", required=True)
    if "int" in str(parameter.annotation):
        return click.Option(flags, type=int, default=default, show_default=default is not None)
    return click.Option(flags, metavar="NUMBER", default=str(default), show_default=True)


def number(text: Any) -> Any:
    """The argument as the quantities take it: real numbers as they were typed, complex ones made exact."""
    if not isinstance(text, str) or not (found := _COMPLEX.match(text.replace(" ", ""))):
        return text
    import sympy

    from higgs_sym.inputs import exact

    imaginary = found["imaginary"] + "1" if found["imaginary"] in ("", "+", "-") else found["imaginary"]
    real, imaginary = exact("real part", found["real"] or "0"), exact("imaginary part", imaginary)
    return sympy.Rational(real.numerator, real.denominator) + sympy.I * sympy.Rational(
        imaginary.numerator, imaginary.denominator
    )


def text_of(value: Any, digits: int | None) -> str:
    """The value with the digits that are promised and no more; see `parts`."""
    real, imaginary = parts(value, digits)
    if imaginary is None:
        return real
    sign, size = ("-", imaginary[1:]) if imaginary.startswith("-") else ("+", imaginary)
    return f"{real} {sign} {size}j"


def parts(value: Any, digits: int | None) -> tuple[str, str | None]:
    """Real and imaginary part as decimal strings; None for the imaginary part of a real type.

    With digits, each part has that many significant ones. In double precision (None) the promise is relative to
    the modulus: a part that is smaller than the other shows fewer digits.
    """
    import mpmath
    import numpy as np

    if isinstance(value, (np.ndarray, np.generic)):
        value = value.item()
    value = mpmath.mpmathify(value)
    size = abs(value)

    def shown(part: Any) -> str:
        if not part:
            return "0"
        lost = 0 if digits else int(mpmath.floor(mpmath.log10(size)) - mpmath.floor(mpmath.log10(abs(part))))
        keep = (digits or FLOAT64_DIGITS) - lost
        return str(mpmath.nstr(part, keep, strip_zeros=False)) if keep > 0 else "0"

    return shown(value.real), shown(value.imag) if isinstance(value, mpmath.mpc) else None


def _as_json(name: str, texts: dict[str, Any], value: Any, digits: int | None) -> dict[str, Any]:
    real, imaginary = parts(value, digits)
    result = {"quantity": name, "arguments": texts, "digits": digits or FLOAT64_DIGITS, "real": real}
    return result if imaginary is None else result | {"imag": imaginary}
