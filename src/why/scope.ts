import { DAY } from '../causes/reading.ts';
import type { Story } from '../causes/story.ts';
import { causeOf, signalOf } from '../causes/vocabulary.ts';
import { whoOf } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { Scope } from './explanation.ts';
import type { Found } from './findings.ts';
import { inOrder } from './story.ts';

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

/** Troubles of one person by their nature, of everybody on a connection where several meet them. */
const SPREADING = new Set([
  'idp_refused',
  'unclassified',
  'social_refused',
  'idp_attribute_missing',
  'saml_clock_skew',
  'idp_user_not_allowed',
]);
/** What Auth0 sends out for everybody: when it fails for several, the carrier is down. */
const SENDING = new Set(['mfa_delivery_failed', 'verification_mail_undelivered']);

/** How wide the verdict's trouble is: only this person, the address, the connection, the application, everybody. */
export function scopeOf(story: Story, found: Found): Scope {
  const cause = causeOf(found.cause);
  const last = found.tries.at(-1);
  if (['no_events', 'identifier_masked', 'acl_blocked'].includes(found.cause))
    return { kind: 'unknown', others: 0, since: null, logIds: [] };
  if (cause.reach === 'ip' || story.person.address !== null) {
    const others = story.around.sameAddress.filter((row) => row.at >= story.from && row.type.startsWith('f'));
    if (cause.reach === 'ip') return of('this_ip', others, found);
    if (new Set(others.map(whoOf)).size > 1) return of('this_ip', others, found);
  }
  if (cause.reach === 'tenant') return of('everybody', tenantWide(story, found), found);
  if (SENDING.has(found.cause)) {
    const others = tenantWide(story, found).filter((row) => row.at >= story.at - DAY);
    return new Set(others.map(whoOf)).size >= SEVERAL ? of('everybody', others, found) : of('this_user', [], found);
  }
  const onConnection = alike(story.around.sameConnection.get(last?.connection ?? ''), found, story);
  const inApplication = alike(story.around.sameApplication.get(last?.clientId ?? ''), found, story);
  const several = (rows: readonly LogEvent[]) => new Set(rows.map(whoOf)).size >= SEVERAL;
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
    if (inApplication.length === 0 && cause.family !== 'configuration') return of('this_user', [], found);
    // An Action runs for every application: whoever fails in others shows that it is not this one.
    const beyond = onConnection.filter((row) => row.clientId !== last?.clientId);
    if (cause.family === 'action' && several(beyond)) return of('this_connection', onConnection, found);
    return of('this_application', inApplication, found);
  }
  if (SPREADING.has(found.cause) && several(onConnection)) return of('this_connection', onConnection, found);
  if (found.cause === 'unclassified' && several(inApplication)) return of('this_application', inApplication, found);
  return of('this_user', [], found);
}

/** Rows of others that report the same, wherever they happened. */
function tenantWide(story: Story, found: Found): LogEvent[] {
  const own = new Set(story.rows.map((row) => row.logId));
  const elsewhere = [
    ...story.around.notices,
    ...[...story.around.sameConnection.values(), ...story.around.sameApplication.values()].flat(),
  ].filter((row) => !own.has(row.logId));
  return alike([...new Map(elsewhere.map((row) => [row.logId, row])).values()].sort(inOrder), found, story);
}
