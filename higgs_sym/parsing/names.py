"""The functions a formula may use: a name, other names for the same, arguments, meaning, branch cut.

SymPy's, mpmath's and the usual textbook names are all read. Elliptic integrals take the parameter m = k^2, not the
modulus k. Where a cut is given, a real argument on it has a real part only: the imaginary one depends on the side.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """One function: `least` to `most` arguments, shown as `arguments`."""

    name: str
    aliases: tuple[str, ...]
    arguments: str
    meaning: str
    cut: str = ""

    @property
    def most(self) -> int:
        """The largest number of arguments."""
        return len(self.arguments.replace("[", "").replace("]", "").split(","))

    @property
    def least(self) -> int:
        """The smallest number of arguments."""
        return self.most - self.arguments.count("[")


def _row(names: str, arguments: str, meaning: str, cut: str = "") -> Named:
    name, *aliases = names.split()
    return Named(name, tuple(aliases), arguments, meaning, cut)


ELEMENTARY = (
    _row("sqrt", "x", "square root", "x < 0: principal value"),
    _row("cbrt", "x", "cube root", "x < 0: principal value"),
    _row("exp", "x", "exponential"),
    _row("log ln", "x[, base]", "natural logarithm, or to a base", "x < 0: principal value"),
    _row("above", "x", "x + i0, from above the real axis: the side of a branch cut that x lies on"),
    _row("below", "x", "x - i0, from below the real axis: the side of a branch cut that x lies on"),
    _row("log10 lg", "x", "decimal logarithm"),
    _row("log2", "x", "binary logarithm"),
    _row("expm1", "x", "exp(x) - 1"),
    _row("log1p", "x", "log(1 + x)"),
    _row("sin", "x", "sine"),
    _row("cos", "x", "cosine"),
    _row("tan tg", "x", "tangent"),
    _row("cot ctg", "x", "cotangent"),
    _row("sec", "x", "secant"),
    _row("csc cosec", "x", "cosecant"),
    _row("asin arcsin", "x", "inverse sine", "|x| > 1"),
    _row("acos arccos", "x", "inverse cosine", "|x| > 1"),
    _row("atan arctan", "x", "inverse tangent"),
    _row("acot arccot", "x", "inverse cotangent, atan(1/x)"),
    _row("atan2 arctan2", "y, x", "angle of the point (x, y)"),
    _row("sinh sh", "x", "hyperbolic sine"),
    _row("cosh ch", "x", "hyperbolic cosine"),
    _row("tanh th", "x", "hyperbolic tangent"),
    _row("coth cth", "x", "hyperbolic cotangent"),
    _row("sech", "x", "hyperbolic secant"),
    _row("csch", "x", "hyperbolic cosecant"),
    _row("asinh arcsinh arsinh", "x", "inverse hyperbolic sine"),
    _row("acosh arccosh arcosh", "x", "inverse hyperbolic cosine", "x < 1"),
    _row("atanh arctanh artanh", "x", "inverse hyperbolic tangent", "|x| > 1"),
    _row("acoth arccoth arcoth", "x", "inverse hyperbolic cotangent", "|x| < 1"),
    _row("sinc", "x", "sin(x)/x"),
    _row("re real", "z", "real part"),
    _row("im imag", "z", "imaginary part"),
    _row("abs Abs fabs", "z", "modulus"),
    _row("arg phase", "z", "argument"),
    _row("conjugate conj", "z", "complex conjugate"),
    _row("sign sgn", "x", "sign"),
    _row("Heaviside heaviside", "x", "step function, 1/2 at 0"),
    _row("floor", "x", "largest integer not above x"),
    _row("ceiling ceil", "x", "smallest integer not below x"),
    _row("Max max", "x, y", "the larger of two numbers"),
    _row("Min min", "x, y", "the smaller of two numbers"),
)
GAMMA = (
    _row("gamma Gamma", "x", "gamma function"),
    _row("loggamma lgamma lnGamma", "x", "logarithm of the gamma function", "x < 0"),
    _row("rgamma", "x", "1/gamma(x)"),
    _row("factorial fac", "x", "x!, gamma(x + 1)"),
    _row("factorial2 fac2", "x", "double factorial x!!"),
    _row("binomial binom", "n, k", "binomial coefficient"),
    _row("rf RisingFactorial poch pochhammer", "x, n", "rising factorial, Pochhammer's symbol (x)_n"),
    _row("ff FallingFactorial", "x, n", "falling factorial"),
    _row("beta Beta", "a, b", "Euler's beta function"),
    _row("betainc", "a, b, x", "incomplete beta function, from 0 to x"),
    _row("digamma", "x", "digamma function psi(x)"),
    _row("polygamma", "n, x", "polygamma function psi^(n)(x)"),
    _row("harmonic", "n[, m]", "harmonic number, of order m"),
    _row("lowergamma", "s, x", "lower incomplete gamma function", "x < 0"),
    _row("uppergamma gammainc", "s, x", "upper incomplete gamma function", "x < 0"),
    _row("gammaP", "s, x", "regularised lower incomplete gamma function", "x < 0"),
    _row("gammaQ", "s, x", "regularised upper incomplete gamma function", "x < 0"),
    _row("barnesg BarnesG", "z", "Barnes G function"),
    _row("catalan", "n", "Catalan number"),
    _row("fibonacci fib", "n", "Fibonacci number"),
    _row("bernoulli", "n", "Bernoulli number, B_1 = -1/2"),
)
ZETA = (
    _row("zeta Zeta hurwitz", "s[, a]", "Riemann's zeta function, Hurwitz's with a"),
    _row("dirichlet_eta altzeta", "s", "alternating zeta function"),
    _row("polylog", "s, z", "polylogarithm Li_s(z)", "z > 1"),
    _row("dilog Li2", "z", "dilogarithm Li_2(z)", "z > 1"),
    _row("lerchphi LerchPhi", "z, s, a", "Lerch's transcendent", "z > 1"),
    _row("clsin", "s, x", "Clausen sine sum, sin(k x)/k^s"),
    _row("clcos", "s, x", "Clausen cosine sum, cos(k x)/k^s"),
    _row("clausen Cl2 Clausen", "x", "Clausen's function Cl_2"),
    _row("FermiDirac fermi_dirac", "j, x", "Fermi-Dirac integral F_j(x), divided by gamma(j + 1)"),
    _row("BoseEinstein bose_einstein", "j, x", "Bose-Einstein integral g_(j+1)(exp(x)), divided by gamma(j + 1)"),
    _row("debye Debye", "n, x", "Debye function n/x^n times the integral of t^n/(exp(t) - 1) from 0 to x"),
    _row("stieltjes", "n", "Stieltjes constant"),
    _row("primepi PrimePi", "x", "number of primes up to x, at most 1e12"),
)
ERROR = (
    _row("erf", "x", "error function"),
    _row("erfc", "x", "complementary error function"),
    _row("erfi", "x", "imaginary error function"),
    _row("erfcx", "x", "scaled complementary error function exp(x^2) erfc(x)"),
    _row("erfinv", "x", "inverse error function"),
    _row("erfcinv", "x", "inverse complementary error function"),
    _row("dawson dawsn", "x", "Dawson's integral"),
    _row("faddeeva wofz", "z", "Faddeeva function w(z)"),
    _row("plasma_dispersion plasmaZ", "z", "plasma dispersion function Z(z)"),
    _row("fresnels FresnelS", "x", "Fresnel integral S, of sin(pi t^2/2)"),
    _row("fresnelc FresnelC", "x", "Fresnel integral C, of cos(pi t^2/2)"),
    _row("Ei ei expi", "x", "exponential integral, principal value"),
    _row("E1 e1", "x", "exponential integral E_1", "x < 0"),
    _row("expint En", "n, x", "exponential integral E_n(x)", "x < 0"),
    _row("li", "x", "logarithmic integral, from 0"),
    _row("Li", "x", "offset logarithmic integral, from 2"),
    _row("Si si", "x", "sine integral"),
    _row("Ci ci", "x", "cosine integral", "x < 0"),
    _row("Shi shi", "x", "hyperbolic sine integral"),
    _row("Chi", "x", "hyperbolic cosine integral", "x < 0"),
)
BESSEL = (
    _row("besselj J jv", "n, x", "Bessel function J_n(x)", "x < 0 unless n is an integer"),
    _row("bessely Y yv", "n, x", "Bessel function Y_n(x)", "x < 0"),
    _row("besseli iv", "n, x", "modified Bessel function I_n(x)", "x < 0 unless n is an integer"),
    _row("besselk kv", "n, x", "modified Bessel function K_n(x)", "x < 0"),
    _row("J0 j0", "x", "Bessel function J_0"),
    _row("J1 j1", "x", "Bessel function J_1"),
    _row("Y0 y0", "x", "Bessel function Y_0", "x < 0"),
    _row("Y1 y1", "x", "Bessel function Y_1", "x < 0"),
    _row("I0 i0", "x", "modified Bessel function I_0"),
    _row("I1 i1", "x", "modified Bessel function I_1"),
    _row("K0 k0", "x", "modified Bessel function K_0", "x < 0"),
    _row("K1 k1", "x", "modified Bessel function K_1", "x < 0"),
    _row("hankel1 H1", "n, x", "Hankel function of the first kind", "x < 0"),
    _row("hankel2 H2", "n, x", "Hankel function of the second kind", "x < 0"),
    _row("jn spherical_jn", "n, x", "spherical Bessel function j_n"),
    _row("yn spherical_yn", "n, x", "spherical Bessel function y_n"),
    _row("spherical_in", "n, x", "modified spherical Bessel function i_n"),
    _row("spherical_kn", "n, x", "modified spherical Bessel function k_n, sqrt(pi/(2 x)) K_(n+1/2)"),
    _row("ber", "n, x", "Kelvin function ber"),
    _row("bei", "n, x", "Kelvin function bei"),
    _row("ker", "n, x", "Kelvin function ker"),
    _row("kei", "n, x", "Kelvin function kei"),
    _row("struveh StruveH", "n, x", "Struve function H_n(x)"),
    _row("struvel StruveL", "n, x", "modified Struve function L_n(x)"),
    _row("angerj", "n, x", "Anger function"),
    _row("webere", "n, x", "Weber function"),
    _row("airyai Ai", "x", "Airy function Ai"),
    _row("airybi Bi", "x", "Airy function Bi"),
    _row("airyaiprime", "x", "derivative of Ai"),
    _row("airybiprime", "x", "derivative of Bi"),
    _row("scorergi", "x", "Scorer function Gi"),
    _row("scorerhi", "x", "Scorer function Hi"),
    _row("airyaizero", "k", "k-th zero of Ai"),
    _row("airybizero", "k", "k-th real zero of Bi"),
    _row("besseljzero", "n, k", "k-th positive zero of J_n"),
    _row("besselyzero", "n, k", "k-th positive zero of Y_n"),
)
ELLIPTIC = (
    _row("elliptic_k ellipk", "m", "complete elliptic integral K of the parameter m = k^2", "m > 1"),
    _row("elliptic_e ellipe", "[phi, ]m", "elliptic integral E(m), or incomplete E(phi | m), of m = k^2", "m > 1"),
    _row("elliptic_f ellipf", "phi, m", "incomplete elliptic integral F(phi | m) of m = k^2"),
    _row("elliptic_pi ellippi", "n[, phi], m", "elliptic integral Pi(n | m), or incomplete Pi(n; phi | m), of m = k^2"),
    _row("agm", "a, b", "arithmetic-geometric mean"),
    _row("jacobi_sn sn ellipsn", "u, m", "Jacobi's elliptic function sn(u | m), m = k^2"),
    _row("jacobi_cn cn ellipcn", "u, m", "Jacobi's elliptic function cn(u | m), m = k^2"),
    _row("jacobi_dn dn ellipdn", "u, m", "Jacobi's elliptic function dn(u | m), m = k^2"),
    _row("jtheta", "n, z, q", "Jacobi's theta function theta_n(z, q) of the nome q"),
)
HYPERGEOMETRIC = (
    _row("hyp0f1", "b, x", "hypergeometric function 0F1"),
    _row("hyp1f1 kummerM", "a, b, x", "confluent hypergeometric function 1F1, Kummer's M"),
    _row("hyp2f1", "a, b, c, x", "Gauss's hypergeometric function 2F1", "x > 1"),
    _row("hyperu kummerU", "a, b, x", "confluent hypergeometric function U", "x < 0"),
    _row("hyp1f2", "a, b1, b2, x", "hypergeometric function 1F2"),
    _row("hyp2f2", "a1, a2, b1, b2, x", "hypergeometric function 2F2"),
    _row("hyp3f2", "a1, a2, a3, b1, b2, x", "hypergeometric function 3F2", "x > 1"),
    _row("whitm WhittakerM", "k, m, x", "Whittaker function M", "x < 0"),
    _row("whitw WhittakerW", "k, m, x", "Whittaker function W", "x < 0"),
    _row("pcfd", "n, x", "parabolic cylinder function D_n"),
    _row("pcfu", "a, x", "parabolic cylinder function U"),
    _row("coulombf", "l, eta, x", "regular Coulomb wave function"),
    _row("coulombg", "l, eta, x", "irregular Coulomb wave function"),
    _row("LambertW lambertw W ProductLog", "x[, k]", "Lambert's function, on branch k", "x < -1/e"),
    _row("legendre legendrep", "n, x", "Legendre polynomial or function P_n"),
    _row("legenp assoc_legendre", "n, m, x", "associated Legendre function P_n^m"),
    _row("legenq", "n, m, x", "associated Legendre function Q_n^m"),
    _row("chebyshevt chebyt", "n, x", "Chebyshev polynomial T_n"),
    _row("chebyshevu chebyu", "n, x", "Chebyshev polynomial U_n"),
    _row("hermite", "n, x", "Hermite polynomial H_n"),
    _row("laguerre", "n, x", "Laguerre polynomial L_n"),
    _row("assoc_laguerre", "n, a, x", "associated Laguerre polynomial L_n^a"),
    _row("gegenbauer", "n, a, x", "Gegenbauer polynomial C_n^a"),
    _row("jacobi", "n, a, b, x", "Jacobi polynomial P_n^(a,b)"),
)
NAMES = (*ELEMENTARY, *GAMMA, *ZETA, *ERROR, *BESSEL, *ELLIPTIC, *HYPERGEOMETRIC)

HINTS = {  # names that mean several things, or something else than one might think
    "K": "K is elliptic_k(m) of the parameter m = k^2, or besselk(n, x)",
    "I": "I is the imaginary unit; the Bessel function is besseli(n, x)",
    "E": "E is the number 2.718...; the elliptic integral is elliptic_e(m), the exponential integral E1(x)",
    "F": "F is elliptic_f(phi, m), hyp2f1(a, b, c, x) or FermiDirac(j, x)",
    "P": "P is legendre(n, x) or legenp(n, m, x)",
    "Q": "Q is legenq(n, m, x) or gammaQ(s, x)",
    "T": "T is chebyshevt(n, x)",
    "U": "U is chebyshevu(n, x), hyperu(a, b, x) or pcfu(a, x)",
    "H": "H is hermite(n, x), hankel1(n, x) or struveh(n, x)",
    "L": "L is laguerre(n, x) or struvel(n, x)",
    "C": "C is gegenbauer(n, a, x) or fresnelc(x)",
    "S": "S is fresnels(x)",
    "Z": "Z is plasma_dispersion(z)",
    "D": "D is debye(n, x), pcfd(n, x) or dawson(x)",
    "G": "G is barnesg(z) or Catalan",
    "Pi": "Pi is elliptic_pi(n, m), or the number pi",
    "theta": "theta is jtheta(n, z, q), or the step Heaviside(x)",
    "mathieu": "Mathieu functions are not built in: write ODE((2*q*cos(2*t) - a)*y, (y, t), (0, y0, y1), x)",
    "mathieuc": "Mathieu functions are not built in: write ODE((2*q*cos(2*t) - a)*y, (y, t), (0, 1, 0), x)",
    "mathieus": "Mathieu functions are not built in: write ODE((2*q*cos(2*t) - a)*y, (y, t), (0, 0, 1), x)",
    "mod": "mod is x - n*floor(x/n)",
    "int": "an integral is Integral(f, (t, a, b))",
    "integrate": "an integral is Integral(f, (t, a, b))",
    "quad": "an integral is Integral(f, (t, a, b))",
    "sum": "a sum is Sum(f, (n, a, b))",
    "nsum": "a sum is Sum(f, (n, a, b))",
    "prod": "a product is Product(f, (n, a, b))",
    "diff": "a derivative is Derivative(f, x), or Derivative(f, (x, n), a) at x = a",
    "D1": "a derivative is Derivative(f, x)",
    "findroot": "a root is Root(f, (x, a, b))",
    "solve": "a root is Root(f, (x, a, b))",
    "inf": "infinity is oo, in limits",
    "infinity": "infinity is oo, in limits",
    "i": "the imaginary unit is I",
    "j": "the imaginary unit is I",
}
