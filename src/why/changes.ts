import { DAY, HOUR, MINUTE } from '../causes/reading.ts';
import type { Story } from '../causes/story.ts';
import { causeOf } from '../causes/vocabulary.ts';
import type { LogEvent } from '../event/log-event.ts';
import { maskIdentifier } from '../privacy.ts';
import type { Explanation, Scope } from './explanation.ts';
import type { Found } from './findings.ts';
import { quote } from './quote.ts';
import { inOrder } from './story.ts';

/** A change this long before the first failure is named; one of the account itself, longer. */
const BEFORE = DAY;
const OWN_BEFORE = 30 * DAY;
const MOST = 5;
/** More changed fields than these name none. */
const FIELDS = 3;
const LONGEST = 80;

/** Which parts of the tenant's configuration can bring about which family's failures. */
const PARTS: Record<string, RegExp> = {
  configuration: /^\/(clients|connections|tenants|resource-servers|client-grants|organizations|custom-domains)/,
  enterprise: /^\/(connections|clients|organizations|self-service)/,
  credentials: /^\/(connections|clients)/,
  action: /^\/(actions|rules|hooks|rules-configs|flows|forms)/,
  organization: /^\/(organizations|clients|connections)/,
  block: /^\/(attack-protection|anomaly|network-acls|tenants)/,
  mfa: /^\/(guardian|tenants|risk-assessment|branding)/,
  passwordless: /^\/(connections|email|emails|email-templates|branding)/,
  verification: /^\/(email|emails|email-templates|actions|rules)/,
  session: /^\/(clients|tenants|custom-domains|actions)/,
};

/** Everything but people: where nobody knows what a text means, any change may be behind it. */
const ANY_PART = /^\/(?!users|user-blocks|tickets|jobs)/;

function ago(ms: number): string {
  if (ms < 2 * MINUTE) return 'a minute';
  if (ms < 2 * HOUR) return `${Math.round(ms / MINUTE)} minutes`;
  return ms < 2 * DAY ? `${Math.round(ms / HOUR)} hours` : `${Math.round(ms / DAY)} days`;
}

/** An id in the path that is another client's or connection's than the failing one: then the change is not the reason. */
function elsewhere(row: LogEvent, found: Found): boolean {
  const id = /^\/(?:clients|connections)\/([^/]+)/.exec(row.facts.api?.path ?? '')?.[1];
  const last = found.tries.at(-1);
  if (id === undefined || last === undefined) return false;
  const mine = [last.clientId, last.telling.clientId, last.telling.connectionId].filter((v) => v !== null);
  const kind = row.facts.api!.path.startsWith('/clients') ? last.clientId : last.telling.connectionId;
  return kind !== null && !mine.includes(id);
}

/**
 * What came shortly before the first failure of the verdict's kind, newest last: Management API operations, and the last
 * login that worked where a connection broke.
 */
export function changesBefore(story: Story, found: Found, scope: Scope): Explanation['changes'] {
  const { family } = causeOf(found.cause);
  const own = found.tries[0]?.startedAt ?? found.rows.find((row) => row.type !== 'sapi')?.at;
  const part = found.cause === 'unclassified' ? ANY_PART : PARTS[family];
  if (own === undefined || (family === 'outcome' && part !== ANY_PART)) return [];
  // Others may have met it before: what was changed after them is not its reason.
  const first = Math.min(own, scope.since === null ? own : Date.parse(scope.since));
  const toThem = story.rows.filter((row) => row.type === 'sapi' && row.at < own && own - row.at < OWN_BEFORE);
  const tenant = story.around.changes.filter(
    (row) =>
      row.at <= first &&
      first - row.at < BEFORE &&
      part?.test(row.facts.api?.path ?? '') === true &&
      !elsewhere(row, found),
  );
  const operations = [...new Map([...toThem, ...tenant].map((row) => [row.logId, row])).values()]
    .filter((row) => (row.facts.api?.status ?? 200) < 300)
    .sort(inOrder)
    .slice(-MOST)
    .map((row) => told(row, what(row), row.at <= first ? first : own));
  const edge = lastThatWorked(story, found, first);
  return edge === null ? operations : [...operations, edge].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function told(row: LogEvent, words: string, failure: number): Explanation['changes'][number] {
  return {
    logId: row.logId,
    date: new Date(row.at).toISOString(),
    text: `${words}, ${ago(failure - row.at)} before the first failure`,
  };
}

/** The edge from success to failure on a connection that fails for everybody; with the certificate that was good then. */
function lastThatWorked(story: Story, found: Found, first: number): Explanation['changes'][number] | null {
  const connection = found.tries.at(-1)?.connection;
  const row = story.around.connectionTally.get(connection ?? '')?.lastSuccess;
  if (causeOf(found.cause).reach !== 'connection' || row == null || row.at >= first || connection == null) return null;
  const certificate = row.facts.thumbprint ? ` with the certificate ${quote(row.facts.thumbprint, LONGEST)}` : '';
  return told(row, `Last login that worked on \`${quote(connection, LONGEST)}\`${certificate}`, first);
}

/** “Update a client” (callbacks) by p••@example.org */
function what(row: LogEvent): string {
  const { changed = [], actor } = row.facts.api ?? {};
  const fields =
    changed.length > 0 && changed.length <= FIELDS
      ? ` (${changed.map((field) => quote(field, LONGEST)).join(', ')})`
      : '';
  return `“${row.text === null ? 'A change' : quote(row.text, LONGEST)}”${fields}${actor ? ` by ${maskIdentifier(actor)}` : ''}`;
}
