"""Prose reaches HTML, LaTeX and the terminal with its formulas intact and everything else escaped."""

from __future__ import annotations

import pytest

from higgs_sym.errors import HiggsSymError
from higgs_sym.report import plain_math, prose


def test_html_escapes_text_and_typesets_mathematics():
    made = prose.to_html("a < b & $x<1$")
    assert made.startswith("a &lt; b &amp; <math")
    assert "<script" not in prose.to_html("<script>alert(1)</script>")


def test_tex_escapes_text_and_keeps_mathematics():
    assert prose.to_tex("50% of two_words & $x_1$") == r"50\% of two\_words \& $x_1$"


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("Δ", r"\ensuremath{\Delta}"),
        ("χ⁻¹", r"\ensuremath{\chi}\ensuremath{^{-}}\ensuremath{^{1}}"),
        ("Schrödinger", "Schrödinger"),
        ('"so"', "``so''"),
        ("`chi_inv`", r"\texttt{chi\_inv}"),
    ],
)
def test_tex_characters(text, tex):
    assert prose.to_tex(text) == tex


def test_a_character_that_tex_lacks_is_an_error_that_names_it():
    with pytest.raises(HiggsSymError, match=r"U\+1F600"):
        prose.to_tex("\N{GRINNING FACE}")


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("eps_g^(2/3) + Gamma^(2/3)", r"$\epsilon_{g}^{2/3}$ + $\Gamma^{2/3}$"),
        ("chi^-1(2 eps_g)", r"$\chi^{-1}$(2 $\epsilon_{g}$)"),
        ("i tau2", r"i $\tau_{2}$"),
        ("cos^2(theta)", r"$\cos^{2}$($\theta$)"),
        ("(ln x)^(-1)", "(ln x)${}^{-1}$"),
        ("omega ~ t^-2", r"$\omega$ ~ $t^{-2}$"),
        ("verify_all and z_of_u", "verify_all and z_of_u"),
        ("a plain sentence, no formula", "a plain sentence, no formula"),
    ],
)
def test_plain_formulas_are_recognised(text, latex):
    assert plain_math.mark(text) == latex


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"\delta\to 0^+,\ \zeta=1/10", "δ → 0^+, ζ=1/10"),
        (r"\frac{\epsilon_g}{\Delta}", "ε_g/Δ"),
        (r"\mathrm{Im}\,\chi^{-1}(2\epsilon_g+\delta)", "Im χ^-1(2ε_g+δ)"),
        (r"\sqrt{1-w^{2}}\,\zeta^{2/3}", "√(1-w^2) ζ^(2/3)"),
        (r"\lambda \ll \infty", "λ ≪ ∞"),
        (r"\frac1\lambda-\frac\omega2", "1/λ-ω/2"),
        (r"\{\tau_3\partial_t,Q\}", "{τ_3∂_t,Q}"),
        (r"Q\circ\nabla Q,\ \bar\eta\,\tilde{\Delta}", "Q∘∇ Q, η\u0304 Δ\u0303"),
    ],
)
def test_terminal_form(latex, plain):
    assert prose.to_plain(f"${latex}$") == plain


def test_sentence():
    assert prose.sentence(" it holds ") == "It holds."
    assert prose.sentence("Does it?") == "Does it?"
    assert prose.sentence("") == ""
    assert prose.sentence("r stays finite") == "r stays finite."
    assert prose.sentence("zeta is small") == "zeta is small."
    assert prose.sentence("sin(x) too") == "sin(x) too."
