import type { IpPlaces } from '../event/ip-places.ts';
import type { EventStore } from '../store/port.ts';
import type { TenantRule } from '../why/rules.ts';
import { ActorCount } from './actors.ts';
import { AudienceCount } from './audience.ts';
import { BehaviorCount } from './behavior.ts';
import { causesOf, peopleOfOthers, recoveryOf } from './causes.ts';
import type { Filter } from './digest.ts';
import { funnelOf } from './funnel.ts';
import { findHumans, type Human } from './humans.ts';
import { CleanPasses } from './passes.ts';
import { Places } from './places.ts';
import { PrimeTimeCount } from './prime-times.ts';
import { ProtectionCount } from './protection.ts';
import { type Row, Rows } from './rows.ts';
import type { WeekSummary } from './summary.ts';
import { NOTICES, Surroundings } from './surroundings.ts';
import { Trail } from './trail.ts';
import { type Passage, passageOf } from './troubles.ts';
import { VolumeCount } from './volume.ts';
import { DAY, daysOf, type Week } from './week.ts';

/** Read before a week, for attempts that began before it; and after it, for what follows within a day. */
const AROUND = DAY;
/** Tenant-wide notices that are read; more tell nothing new. */
const MOST_NOTICES = 20_000;
/** People explained without a break: some milliseconds. */
const PORTION = 25;

export interface CountPorts {
  store: EventStore;
  places: IpPlaces;
  rules: readonly TenantRule[];
  /** Lets others have their turn. */
  pause(): Promise<void>;
}

/** The last moment that a week's digest looks at: a day after its end, for what follows. */
export function horizonOf(week: Week): number {
  return week.to + AROUND;
}

/**
 * Counts one week from its events.
 * @param at the moment of asking, epoch ms; nothing after it is seen
 */
export async function countWeek(
  { week, at, filter }: { week: Week; at: number; filter?: Filter },
  ports: CountPorts,
): Promise<WeekSummary> {
  const { store } = ports;
  const range = { from: week.from - AROUND, to: Math.min(at, horizonOf(week) - 1) };
  const inWeek = { from: week.from, to: Math.min(at, week.to - 1) };
  const within = (moment: number) => moment >= inWeek.from && moment <= inWeek.to;
  const reading = store.counting.columns(range);
  const { text } = reading;
  const rows = new Rows(reading, inWeek, filter);
  const places = new Places(ports.places, text);
  const volume = new VolumeCount();
  const audience = new AudienceCount(places, text);
  const primeTimes = new PrimeTimeCount(week, places, text);
  const behavior = new BehaviorCount();
  const actors = new ActorCount(places, ports.places, text);
  const protection = new ProtectionCount();
  const loginRequired = reading.number('login_required') || -1;
  const passes = new CleanPasses(within, text, loginRequired);
  const trail = new Trail(text, loginRequired, filter?.organization);
  const dayOf = dayIn(week);
  const days = { logins: Array<number>(7).fill(0), failedAttempts: Array<number>(7).fill(0) };
  let events = 0;
  const count = (row: Row) => {
    if (row.inWeek) events++;
    volume.see(row);
    audience.see(row);
    primeTimes.see(row);
    behavior.see(row);
    actors.see(row);
    protection.see(row);
    passes.see(row);
    trail.add(row);
    if (!row.inWeek || !row.wanted) return;
    if (row.login) days.logins[dayOf(row.at)]!++;
    else if (row.failed) days.failedAttempts[dayOf(row.at)]!++;
  };
  for await (const columns of reading.stretches) rows.each(columns, count);
  passes.finish();

  const { people } = rows;
  const { humans, people: rebuilt } = await findHumans({ store, reading, range, people, trail, passes });
  const notices = await store.ofTypes(NOTICES, range, MOST_NOTICES);
  const around = new Surroundings(humans, notices, audience.applicationNames());
  const passage: Passage = { attempts: [], troubles: [] };
  const asked = humans.filter((human) => concerns(human, filter, around.applications));
  for (const [i, human] of asked.entries()) {
    const { attempts, troubles } = passageOf(
      human,
      { from: range.from, at: range.to, within, rules: ports.rules },
      around,
    );
    passage.attempts.push(...attempts);
    passage.troubles.push(...troubles);
    if (i % PORTION === 0) await ports.pause();
  }
  const attempts = passage.attempts.filter((attempt) => isOf(attempt, filter));
  const troubles = passage.troubles.filter(({ attempt }) => isOf(attempt, filter));
  const causes = causesOf(troubles, dayOf);
  const firstLogins = await store.counting.firstLogins(inWeek);
  const present: number[] = [];
  volume.people.forEach((_, person) => {
    present.push(person);
  });
  const isNew = (person: number) => firstLogins.has(people.textOf(person));
  return {
    week: week.name,
    events,
    logins: volume.logins,
    failedAttempts: volume.failedAttempts,
    signups: volume.signups,
    people: present.length,
    newPeople: filter === undefined ? firstLogins.count : present.filter(isNew).length,
    reuse: volume.reuse,
    days,
    audience: audience.divide(),
    primeTimes: primeTimes.times(audience.peopleByRegion()),
    funnel: funnelOf(passes.passed(rebuilt), attempts, troubles),
    signupToFirstLogin: behavior.signupToFirstLogin(range.to),
    passwordReset: behavior.passwordReset(range.to),
    recovery: recoveryOf(troubles, range.to),
    causes,
    peopleOfOtherCauses: peopleOfOthers(troubles, causes),
    actors: actors.rows(trail),
    protection: protection.rows(),
  };
}

/** The day of the week of a moment within it, 0 for Monday. */
function dayIn(week: Week): (moment: number) => number {
  const calendar = daysOf(week);
  return (moment) => {
    let day = calendar.length - 1;
    while (day >= 0 && moment < calendar[day]!) day--;
    return day;
  };
}

/** Whether any attempt of somebody's can be of the part of the tenant that was asked about: their rows tell. */
function concerns({ rows }: Human, filter: Filter | undefined, applications: ReadonlyMap<string, string>): boolean {
  if (filter === undefined) return true;
  const { application, connection, organization } = filter;
  const all = [...rows.values()];
  return (
    (application === undefined ||
      all.some(({ clientId, clientName }) =>
        [clientId, clientName, applications.get(clientId ?? '')].includes(application),
      )) &&
    (connection === undefined || all.some((row) => row.connection === connection)) &&
    (organization === undefined ||
      all.some((row) => row.organizationName === organization || row.organizationId === organization))
  );
}

/** Whether an attempt is of the part of the tenant that was asked about. */
function isOf(attempt: Passage['attempts'][number], filter: Filter | undefined): boolean {
  const { application, connection, organization } = filter ?? {};
  return (
    (application === undefined || attempt.application === application || attempt.clientId === application) &&
    (connection === undefined || attempt.connection === connection) &&
    (organization === undefined ||
      attempt.rows.some((row) => row.organizationName === organization || row.organizationId === organization))
  );
}
