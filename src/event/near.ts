import { distance } from 'fastest-levenshtein';

/** Slips of the finger: two keys in a name of usual length, one in a short one. */
const SLIPS = 2;
const SHORT = 8;

/**
 * Two identifiers (keys) that a person could confuse: a slip or two apart, the same name at a misspelt domain,
 * or with and without a plus-tag. Equal ones are not near.
 */
export function isNear(a: string, b: string): boolean {
  if (a === b) return false;
  const [nameA, domainA] = split(a);
  const [nameB, domainB] = split(b);
  if (nameA.replace(/\+.*/, '') === nameB.replace(/\+.*/, '') && distance(domainA, domainB) <= SLIPS + 1) return true;
  if (Math.abs(a.length - b.length) > SLIPS) return false;
  return distance(a, b) <= (Math.min(nameA.length, nameB.length) < SHORT - 3 ? 1 : SLIPS);
}

function split(identifier: string): [string, string] {
  const at = identifier.lastIndexOf('@');
  return at < 0 ? [identifier, ''] : [identifier.slice(0, at), identifier.slice(at + 1)];
}
