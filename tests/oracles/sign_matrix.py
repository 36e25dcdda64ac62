"""The kernel without linearising anything: Q is a matrix in energy, and a sign function.

The Usadel equation [X, Q] = 0 with Q^2 = 1 and X = omega tau3 + Delta tau1 + (Gamma/2) tau3 Q tau3 says that
Q = sign(X), X being Hermitian on the Matsubara axis. A drive Delta(tau) = Delta + 2 e cos(Omega tau) couples
energies Omega apart; a finite momentum enters as a drive ~ cos(q x) and, because Q^2 = 1 turns
D grad(Q grad Q) into [Q, (D/2) grad^2 Q], as X + (D/2) grad^2 Q. Q = sign(X[Q]) is iterated to convergence at
e and -e, and the off-diagonal block of the difference quotient is the kernel.
"""

from __future__ import annotations

import numpy as np

TAU1 = np.array([[0, 1], [1, 0]], dtype=complex)
TAU2 = np.array([[0, -1j], [1j, 0]])
TAU3 = np.diag([1.0 + 0j, -1.0])
_LEVELS = 6
_MIXING = 0.7


def kernel(
    lower: float, Omega: float, zeta: float, kappa: float = 0, vertex: bool = True, phase: bool = False
) -> float:
    """K(lower + Omega, lower): tau1 (phase=True: tau2) response of Q to a drive along the same direction.

    vertex=False freezes tau3 Q tau3 at its value without the drive.
    """
    step = 2e-3
    drives = {e: _response(lower, Omega, zeta, kappa, e, vertex, phase) for e in (step, -step, 2 * step, -2 * step)}
    near = (drives[step] - drives[-step]) / (2 * step)
    far = (drives[2 * step] - drives[-2 * step]) / (4 * step)
    return float((4 * near - far) / 3)


def _sign(hermitian: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(hermitian)
    return (vectors * np.sign(values)[..., None, :]) @ vectors.conj().swapaxes(-1, -2)


def _fixed_point(bare: np.ndarray, zeta: float, kappa: float, frozen: np.ndarray | None) -> np.ndarray:
    places, size = bare.shape[:2]
    flip = np.kron(np.eye(size // 2), TAU3)
    wave = np.fft.fftfreq(places, 1 / places)
    laplacian = np.fft.ifft(-(wave**2)[:, None] * np.fft.fft(np.eye(places), axis=0), axis=0)
    Q = _sign(bare)
    for _ in range(4000):
        scattered = Q if frozen is None else frozen
        X = bare + zeta / 2 * (flip @ scattered @ flip) + kappa / 2 * np.einsum("xy,yij->xij", laplacian, Q)
        change = _sign(X) - Q
        Q = Q + _MIXING * change
        if np.abs(change).max() < 3e-15:
            break
    return Q


def _response(lower: float, Omega: float, zeta: float, kappa: float, drive: float, vertex: bool, phase: bool) -> float:
    energies = lower + Omega * (np.arange(_LEVELS) - _LEVELS // 2 + 1)
    places = 4 if kappa else 1
    profile = np.cos(2 * np.pi * np.arange(places) / places)
    still = np.kron(np.diag(energies), TAU3) + np.kron(np.eye(_LEVELS), TAU1)
    neighbours = np.eye(_LEVELS, k=1) + np.eye(_LEVELS, k=-1)
    direction = TAU2 if phase else TAU1
    driven = still + drive * profile[:, None, None] * np.kron(neighbours, direction)
    frozen = None if vertex else _fixed_point(np.broadcast_to(still, driven.shape), zeta, 0, None)
    Q = _fixed_point(driven, zeta, kappa, frozen)
    m = 2 * (_LEVELS // 2 - 1)
    block = Q[0, m + 2 : m + 4, m : m + 2]
    return float(np.trace(block @ direction).real / 2)
