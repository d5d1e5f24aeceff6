import { isFailedAttempt, isLogin } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { EventStore, Named, Range } from '../store/port.ts';
import type { Human } from './humans.ts';
import { Kin } from './kin.ts';
import { DAY } from './week.ts';

/** As far back as an explanation looks for what explains a failure. */
export const PAST_SPAN = 30 * DAY;
const CHANGES = ['scp', 'scpr', 'sapi', 'sdu', 'du', 'limit_wc', 'ublkdu', 'gd_enrollment_complete'];
/** So many of these are read; the newest are kept where there are more. */
const MOST_CHANGES = 100_000;
/** Whoever is in so soon, over the same connection and in the same browser, needs no past to be understood. */
const SOON = DAY / 48;
/** Written under the administrator, who is not whom they are about. */
const OPERATIONS = new Set(['sapi', 'fapi', 'mgmt_api_read']);

/**
 * Adds what explains failures: changes of accounts for everybody, and the logins of the month before for those whose
 * failures no login like them followed at once.
 * @param humans by their marks in `kin`
 */
export async function addPast(
  humans: ReadonlyMap<string, Human>,
  kin: Kin,
  store: EventStore,
  range: Range,
): Promise<void> {
  const past = { from: range.from - PAST_SPAN, to: range.to };
  const whose = ({ type, userId, identifier, targetUserId }: Named) =>
    OPERATIONS.has(type) ? kin.markOf(targetUserId, null) : kin.markOf(userId, identifier);
  const isKnown = (named: Named) => whose(named) !== null;
  for (const row of await store.counting.ofTypesNaming(CHANGES, past, MOST_CHANGES, isKnown))
    humans.get(whose(row)!)!.rows.set(row.logId, row);
  const puzzling = [...humans.values()].filter((human) => !isSettled(human));
  const known = new Kin();
  // Names without an account were asked about before: they have none in all this time (humans.ts).
  for (const human of puzzling) if (human.userIds.length > 0) known.add(human);
  // Twice, as an explanation asks: names → ids → their other names. Each key once.
  for (let round = 0; round < 2; round++) {
    const keys = known.unaskedKeys();
    if (keys.userIds.length + keys.identifiers.length > 0) known.link(await store.counting.namesOf(keys, past));
  }
  for (const human of puzzling) if (human.userIds.length === 0) known.add(human);
  const owners = new Map<string, Human[]>();
  for (const human of puzzling) {
    const mark = known.markOf(human.userIds[0] ?? null, human.identifiers[0] ?? null)!;
    owners.set(mark, [...(owners.get(mark) ?? []), human]);
  }
  const habits = { from: past.from, to: range.from - 1 };
  for (const row of await store.counting.backgroundOf(known.keys(), ['gd_auth_succeed'], habits)) {
    const mark = known.markOf(row.userId, row.identifier);
    for (const owner of owners.get(mark ?? '') ?? []) owner.rows.set(row.logId, row);
  }
}

/** Nothing about them had changed before a failure of theirs, and a login like it followed. */
function isSettled({ rows }: Human): boolean {
  const all = [...rows.values()];
  // The codes of failed attempts all begin alike.
  const failures = all.filter((row) => row.type.startsWith('f') && isFailedAttempt(row));
  if (failures.length === 0) return !all.some(({ type }) => /^gd_.*(?:fail|reject|exceed)/.test(type));
  const logins = all.filter(isLogin);
  const isFollowed = ({ at, ip, userAgent, connection }: LogEvent) =>
    logins.some(
      (login) =>
        login.at > at &&
        login.at - at < SOON &&
        login.ip === ip &&
        login.userAgent === userAgent &&
        (login.connection === connection || connection === null),
    );
  const changedAt = Math.min(...all.filter(({ type }) => CHANGES.includes(type)).map(({ at }) => at));
  return failures.every((row) => isFollowed(row) && changedAt > row.at);
}
