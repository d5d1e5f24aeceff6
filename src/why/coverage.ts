import { MINUTE } from '../causes/reading.ts';
import type { Story } from '../causes/story.ts';
import { isMasked } from '../event/identifier.ts';
import type { Evidence } from './evidence.ts';
import type { Explanation } from './explanation.ts';
import type { Found } from './findings.ts';

/** Rows can reach the logs this late and still be new. */
const LATE = 2 * MINUTE;
const HOUR = 60 * MINUTE;

/** Blocks whose rows are throttled, while the block itself is not. */
const THROTTLED = new Set(['brute_force_blocked', 'ip_throttled']);

/** What was searched, and what could be missing and why. */
export function coverageOf(evidence: Evidence, story: Story, verdict: Found): Explanation['coverage'] {
  const { stored, at, from } = evidence;
  const notes = [...evidence.notes];
  if (stored.first === null) notes.push('The store holds no events at all.');
  else if (stored.first > from + HOUR)
    notes.push(
      `The store begins at ${new Date(stored.first).toISOString().slice(0, 16)}Z; what was before is not known.`,
    );
  if (stored.last !== null && stored.last < at - HOUR)
    notes.push(
      `The newest stored event is from ${new Date(stored.last).toISOString().slice(0, 16)}Z; later ones may be missing.`,
    );
  const newest = story.rows.at(-1);
  if (newest !== undefined && at - newest.at < LATE)
    notes.push('Rows may arrive a minute or two late; the newest may still be missing.');
  const odd = stored.odd.reduce((sum, o) => sum + o.count, 0);
  if (odd > 0) notes.push(`${odd} events in the store could not be understood.`);
  if (THROTTLED.has(verdict.cause) && verdict.facts?.live === undefined)
    notes.push('Auth0 logs a block at most once an hour; it was not asked whether this one still stands.');
  if (story.rows.some((row) => row.identifier !== null && isMasked(row.identifier)))
    notes.push('Names in the logs are hashed; these rows were found by the hash of the name.');
  const guessed = [...story.joins.entries()].filter(
    ([id, how]) => (how === 'address' || how === 'time') && verdict.rows.some((row) => row.logId === id),
  );
  if (guessed.length > 0)
    notes.push(
      'Some rows name nobody; they were joined by address, browser and time, which makes it likely, not certain.',
    );
  if (verdict.cause === 'no_events') {
    notes.push(
      'Sign-ins that end at another provider, and requests that an access control list refuses, leave no row.',
    );
  }
  return {
    from: new Date(from).toISOString(),
    to: new Date(at).toISOString(),
    events: story.rows.filter((row) => row.at >= from).length,
    notes,
  };
}
