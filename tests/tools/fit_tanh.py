#!/usr/bin/env python3
"""Coefficients of the tanh in src/engine/kernels/assembly/activation.ts.

tanh(x) = x P(x^2) / Q(x^2) on [0, EDGE], P and Q of degree 4, Q(0) = 1, least maximum relative error: the linear
problem x P - tanh(x) Q = 0 is solved by least squares again and again, each equation divided by the last Q and weighted
by how large its error was so far (Lawson's method). Needs mpmath 1.3; takes some seconds.
"""
import mpmath as mp

mp.mp.dps = 40
DEGREE, EDGE, POINTS, ROUNDS = 4, mp.mpf(9), 160, 40

# Chebyshev points: dense at both ends. Powers are taken of x^2 / EDGE^2, in [0, 1].
xs = [EDGE * (1 - mp.cos(mp.pi * (i + mp.mpf(1) / 2) / POINTS)) / 2 for i in range(POINTS)]
ts = [mp.tanh(x) for x in xs]
squares = [(x / EDGE) ** 2 for x in xs]
weights = [mp.mpf(1)] * POINTS
denominators = [mp.mpf(1)] * POINTS


def polynomial(coefficients, at):
    return sum(c * at**k for k, c in enumerate(coefficients))


for _ in range(ROUNDS):
    size = 2 * DEGREE + 1
    normal, right = mp.zeros(size, size), mp.zeros(size, 1)
    for x, t, square, weight, denominator in zip(xs, ts, squares, weights, denominators):
        scale = 1 / (t * denominator)
        row = [scale * x * square**k for k in range(DEGREE + 1)]
        row += [-scale * t * square**k for k in range(1, DEGREE + 1)]
        for a in range(size):
            right[a] += weight * row[a] * scale * t
            for b in range(size):
                normal[a, b] += weight * row[a] * row[b]
    solution = mp.lu_solve(normal, right)
    p = [solution[k] for k in range(DEGREE + 1)]
    q = [mp.mpf(1)] + [solution[DEGREE + k] for k in range(1, DEGREE + 1)]
    denominators = [polynomial(q, square) for square in squares]
    errors = [abs(x * polynomial(p, s) / d / t - 1) for x, t, s, d in zip(xs, ts, squares, denominators)]
    worst = max(errors)
    weights = [w * (e / worst + mp.mpf("0.02")) for w, e in zip(weights, errors)]
    total = sum(weights)
    weights = [w * POINTS / total for w in weights]

print("P", [mp.nstr(c / EDGE ** (2 * k), 12) for k, c in enumerate(p)])
print("Q", [mp.nstr(c / EDGE ** (2 * k), 12) for k, c in enumerate(q)])
print("largest relative error", mp.nstr(worst, 4))
