import { DAY, HOUR, MINUTE } from '../causes/reading.ts';
import type { Story } from '../causes/story.ts';
import { causeOf } from '../causes/vocabulary.ts';
import type { LogEvent } from '../event/log-event.ts';
import { maskIdentifier } from '../privacy.ts';
import type { Explanation, Scope } from './explanation.ts';
import type { Found } from './findings.ts';
import { quote } from './quote.ts';

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

/** Management API operations that came shortly before the first failure of the verdict's kind, newest last. */
export function changesBefore(story: Story, found: Found, scope: Scope): Explanation['changes'] {
  const cause = causeOf(found.cause);
  const own = found.tries[0]?.startedAt ?? found.rows.find((row) => row.type !== 'sapi')?.at;
  if (own === undefined || cause.family === 'outcome') return [];
  // Others may have met it before: what was changed after them is not its reason.
  const first = Math.min(own, scope.since === null ? own : Date.parse(scope.since));
  const part = PARTS[cause.family];
  const toThem = story.rows.filter((row) => row.type === 'sapi' && row.at < own && own - row.at < OWN_BEFORE);
  const tenant = story.around.changes.filter(
    (row) =>
      row.at <= first &&
      first - row.at < BEFORE &&
      part?.test(row.facts.api?.path ?? '') === true &&
      !elsewhere(row, found),
  );
  return [...new Map([...toThem, ...tenant].map((row) => [row.logId, row])).values()]
    .filter((row) => (row.facts.api?.status ?? 200) < 300)
    .sort((a, b) => a.at - b.at)
    .slice(-MOST)
    .map((row) => ({
      logId: row.logId,
      date: new Date(row.at).toISOString(),
      text: `${what(row)}, ${ago(Math.max(0, (row.at <= first ? first : own) - row.at))} before the first failure`,
    }));
}

/** “Update a client” (callbacks) by p••@example.org */
function what(row: LogEvent): string {
  const { changed = [], actor } = row.facts.api ?? {};
  const fields = changed.length > 0 && changed.length <= FIELDS ? ` (${changed.join(', ')})` : '';
  return `“${row.text === null ? 'A change' : quote(row.text, LONGEST)}”${fields}${actor ? ` by ${maskIdentifier(actor)}` : ''}`;
}
