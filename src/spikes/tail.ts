/**
 * How unlikely a count is, as −log10 of a tail of the negative binomial distribution with this mean and with
 * variance = dispersion × mean (dispersion > 1). With size r = mean / (dispersion − 1):
 * P(X ≥ n) = I(1 − 1/dispersion; n, r) and P(X ≤ n) = I(1/dispersion; r, n + 1), I being the regularized incomplete
 * beta function. Computed as a logarithm throughout: a tail of 1e-5000 is a number like any other here.
 */

/** −log10 P(X ≥ n); 0 for n ≤ 0. */
export function upperTail(n: number, mean: number, dispersion: number): number {
  if (n <= 0) return 0;
  return -logIncompleteBeta(1 - 1 / dispersion, n, mean / (dispersion - 1)) / Math.LN10;
}

/** −log10 P(X ≤ n). */
export function lowerTail(n: number, mean: number, dispersion: number): number {
  return -logIncompleteBeta(1 / dispersion, mean / (dispersion - 1), n + 1) / Math.LN10;
}

/** Natural logarithm of the regularized incomplete beta function; 0 < x < 1, a > 0, b > 0. */
export function logIncompleteBeta(x: number, a: number, b: number): number {
  // The continued fraction converges fast on one side only; the other side is its complement.
  if (x > (a + 1) / (a + b + 2)) return Math.log1p(-Math.exp(logIncompleteBeta(1 - x, b, a)));
  const front = a * Math.log(x) + b * Math.log1p(-x) - Math.log(a) - logBeta(a, b);
  return Math.min(0, front + Math.log(fraction(x, a, b)));
}

const TINY = 1e-300;
const CLOSE = 1e-14;
/** It takes about the square root of the larger parameter; counts of a thousand million are far beyond a tenant's. */
const MOST_TERMS = 50_000;

/** The continued fraction of the incomplete beta function (NIST DLMF 8.17.22), by Lentz's method. */
function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < CLOSE) break;
  }
  return value;
}

function away(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Stirling's series, after moving small arguments up to where it is exact to the last digits. */
function logGamma(x: number): number {
  let shift = 1;
  let at = x;
  for (; at < 12; at++) shift *= at;
  const inverse = 1 / (at * at);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / at;
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - Math.log(shift);
}
