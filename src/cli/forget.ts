import { randomBytes } from 'node:crypto';
import { weekNamed } from '../digest/week.ts';
import { Fault } from '../errors.ts';
import { hashedForms } from '../event/hashed.ts';
import { identifierKey } from '../event/identifier.ts';
import { tombstonesOf } from '../intake/forgotten.ts';
import type { LookUp } from '../live/port.ts';
import { subjectHash } from '../privacy.ts';
import type { State } from '../state/port.ts';
import type { EventStore, Forgotten, PersonKeys } from '../store/port.ts';
import { type Keys, keysOf, linkedIn, unique } from '../why/keys.ts';
import { parseSubject, type Subject } from '../why/subject.ts';
import { type Beside, haveGone, knownAs, wouldGo } from './forget-report.ts';

const DAY = 86_400_000;
/** The longest that Auth0 keeps logs on any plan: so long a poll, a stream or a search may bring old events again. */
const AUTH0_KEEPS = 30;
const EVER = { from: 0, to: Number.MAX_SAFE_INTEGER };
/** Rows that are read to find linked accounts. */
const MOST_ROWS = 100_000;

type Person = Extract<Subject, { kind: 'person' }>;

export interface ForgetOptions {
  /** Do it. */
  yes?: boolean;
  /** Not the other names that the one given leads to. */
  only?: boolean;
}

export interface ForgetPorts {
  store: EventStore;
  state: Pick<State, 'tombstones' | 'secrets' | 'feedback' | 'watches' | 'weeks' | 'audit' | 'scrub'>;
  /** Other names that Auth0 knows. */
  live: LookUp;
  /** Whom a watch is about; null where its question cannot be read. */
  watched(question: string): Subject | null;
  retentionDays: number;
  /** Whoever gives the command, for the audit. */
  actor: string;
  /** Epoch ms. */
  now(): number;
  out: { write(text: string): unknown };
  err: { write(text: string): unknown };
}

/**
 * `whylogin forget`: says under which names a person is known and what is stored; with `yes` deletes it. First it is
 * written down who must not come back. The events go last, as they alone tell which names are one person: broken off,
 * the command can be given again.
 * @throws Fault 'bad_request' where it is not about a person
 */
export async function forgetCommand(
  who: string,
  { yes = false, only = false }: ForgetOptions,
  ports: ForgetPorts,
): Promise<void> {
  const { store, state, out } = ports;
  const subject = parseSubject(who);
  if (subject.kind !== 'person')
    throw new Fault(
      'bad_request',
      `“${subject.asked}” is no person. Give an e-mail address, a user id, a phone number or a user name.`,
    );
  const keys = only ? await ownKeysOf(subject) : await everyKeyOf(subject, ports);
  const names = namesOf(subject, keys);
  out.write(knownAs(names));
  ports.err.write('Reading all that is stored …\n');
  if (!yes) {
    const found = await store.naming(keys);
    const beside = await besideOf(subject, keys, found, ports);
    out.write(wouldGo(found, beside, { asked: subject.asked, only, alone: names.length === 1 }));
    return;
  }
  const audited = await auditing(subject, ports);
  await audited('begun');
  const until = ports.now() + Math.max(AUTH0_KEEPS, ports.retentionDays) * DAY;
  await state.tombstones.set(tombstonesOf(keys, await state.secrets.get('forgotten')), until);
  const beside = await besideOf(subject, keys, await store.naming(keys), ports);
  for (const id of beside.feedback) await state.feedback.remove(id);
  for (const id of beside.watches) await state.watches.close(id);
  const gone = await store.forget(keys);
  for (const name of beside.weeks) await state.weeks.forget(name);
  await state.scrub();
  await audited(`forgot ${gone.logIds.length} events`);
  out.write(haveGone(gone, beside, until));
}

/** The keys by which an explanation finds them, and whatever these lead to, over all time. */
async function everyKeyOf(subject: Person, { store, live }: ForgetPorts): Promise<Keys> {
  const { profile } = await live({ kind: 'person', userId: subject.userId, identifier: subject.identifier });
  let keys = await keysOf(subject, { store, profile });
  for (;;) {
    const linked = linkedIn(await store.ofPerson(keys, EVER, MOST_ROWS), keys);
    const more = await keysOf(subject, { store, profile }, [...keys.userIds, ...linked]);
    if (more.userIds.length === keys.userIds.length && more.identifiers.length === keys.identifiers.length) return keys;
    keys = more;
  }
}

/** What was typed, and nothing that it leads to. */
async function ownKeysOf({ userId, identifier }: Person): Promise<Keys> {
  return {
    userIds: userId === null ? [] : [userId],
    identifiers: identifier === null ? [] : [identifier, ...(await hashedForms(identifier))],
    identities: [],
  };
}

/** As people write them: without the hashes that a log stream may have made of them. */
function namesOf(subject: Person, { userIds, identities, identifiers }: Keys): string[] {
  const hashed = /^(?:[0-9a-f]{16}|[0-9a-f]{32})$/;
  const seen = identities.map(({ identifier }) => identifierKey(identifier));
  return unique([
    ...(subject.identifier === null ? [] : [subject.identifier]),
    ...identifiers.filter((name) => seen.includes(name) || !hashed.test(name)).toSorted(),
    ...userIds.toSorted(),
  ]);
}

/** Reports, watches and counted weeks that are about them. */
async function besideOf(
  subject: Person,
  { userIds, identifiers }: PersonKeys,
  { logIds, first }: Forgotten,
  { state, watched }: ForgetPorts,
): Promise<Beside> {
  const secret = await state.secrets.get('subjects');
  const hashes = new Set([subject.asked, ...userIds, ...identifiers].map((name) => subjectHash(secret, name)));
  const events = new Set(logIds);
  const reports = await state.feedback.all();
  const isTheirs = (question: string): boolean => {
    const about = watched(question);
    if (about?.kind === 'event') return events.has(about.logId);
    if (about?.kind !== 'person') return false;
    const { userId, identifier } = about;
    return (userId !== null && userIds.includes(userId)) || (identifier !== null && identifiers.includes(identifier));
  };
  return {
    feedback: reports
      .filter((report) => hashes.has(report.subject) || report.logIds.some((logId) => events.has(logId)))
      .map(({ id }) => id),
    watches: (await state.watches.all()).filter(({ question }) => isTheirs(question)).map(({ id }) => id),
    weeks: first === null ? [] : (await state.weeks.names()).filter((name) => endOf(name) > first),
  };
}

/** When a remembered week ends; its name begins with week and zone. */
function endOf(name: string): number {
  const [week, zone] = name.split(' ');
  return weekNamed(week!, zone!).to;
}

async function auditing({ asked }: Person, { state, actor }: ForgetPorts): Promise<(outcome: string) => Promise<void>> {
  const subject = subjectHash(await state.secrets.get('subjects'), asked);
  const ref = randomBytes(3).toString('hex');
  return async (outcome) => {
    await state.audit.append({
      action: 'forget',
      actor,
      place: 'the command line',
      subject,
      ticket: null,
      outcome,
      ref,
    });
  };
}
