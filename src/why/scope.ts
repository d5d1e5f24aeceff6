import type { Story } from '../causes/story.ts';
import { causeOf, signalOf } from '../causes/vocabulary.ts';
import { whoOf } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { Scope } from './explanation.ts';
import type { Found } from './findings.ts';

/** This many other people make a trouble that could be one person's a wider one. */
const SEVERAL = 3;
const SHOWN = 5;

/** Others' failures of the same cause, oldest first. */
function alike(rows: readonly LogEvent[] | undefined, found: Found, story: Story): LogEvent[] {
  const own = new Set(found.tries.map((t) => signalOf(t.telling)));
  return (rows ?? []).filter(
    (row) => row.at >= story.from && (signalOf(row) === found.cause || own.has(signalOf(row))),
  );
}

function of(kind: Scope['kind'], others: readonly LogEvent[], found: Found): Scope {
  const people = new Set(others.map(whoOf)).size;
  const first = Math.min(
    others[0]?.at ?? Number.POSITIVE_INFINITY,
    found.tries[0]?.startedAt ?? found.rows[0]?.at ?? Number.POSITIVE_INFINITY,
  );
  return {
    kind,
    others: people,
    since: kind === 'this_user' || !Number.isFinite(first) ? null : new Date(first).toISOString(),
    logIds: others.slice(-SHOWN).map((row) => row.logId),
  };
}

/** How wide the verdict's trouble is: only this person, the address, the connection, the application, everybody. */
export function scopeOf(story: Story, found: Found): Scope {
  const cause = causeOf(found.cause);
  const last = found.tries.at(-1);
  if (['no_events', 'identifier_masked', 'acl_blocked'].includes(found.cause))
    return { kind: 'unknown', others: 0, since: null, logIds: [] };
  if (cause.reach === 'ip') {
    const others = story.around.sameAddress.filter((row) => row.at >= story.from && row.type.startsWith('f'));
    return of('this_ip', others, found);
  }
  if (cause.reach === 'tenant') return of('everybody', [], found);
  const onConnection = alike(story.around.sameConnection.get(last?.connection ?? ''), found, story);
  const inApplication = alike(story.around.sameApplication.get(last?.clientId ?? ''), found, story);
  if (cause.reach === 'connection') {
    const tally = story.around.connectionTally.get(last?.connection ?? '');
    const people = new Set(onConnection.map(whoOf)).size;
    const since = Math.min(...onConnection.map((row) => row.at), last?.startedAt ?? story.at);
    const others =
      tally?.lastSuccess != null &&
      tally.lastSuccess.at > since &&
      !story.rows.some((row) => row.logId === tally.lastSuccess?.logId);
    return people === 0 && others ? of('this_user', [], found) : of('this_connection', onConnection, found);
  }
  if (cause.reach === 'application') {
    // A crash or a loop that nobody else meets is this person's data, not the application.
    if (inApplication.length === 0 && !['configuration'].includes(cause.family)) return of('this_user', [], found);
    return of('this_application', inApplication, found);
  }
  // A refusal that is one person's by nature, met by many on the same connection, is the connection's.
  const people = new Set(onConnection.map(whoOf)).size;
  if (people >= SEVERAL && ['idp_refused', 'unclassified', 'social_refused'].includes(found.cause))
    return of('this_connection', onConnection, found);
  const inApp = new Set(inApplication.map(whoOf)).size;
  if (inApp >= SEVERAL && found.cause === 'unclassified') return of('this_application', inApplication, found);
  return of('this_user', [], found);
}
