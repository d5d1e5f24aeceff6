import { backstage } from './backstage.ts';
import { type ApiRow, asApiRow } from './forms.ts';
import { INTAKE, type LoggedRow, Numbering } from './numbering.ts';
import { type Person, population } from './people.ts';
import { type Profile, profileOf } from './profile.ts';
import { Random } from './random.ts';
import type { Row } from './rows/row.ts';
import { Scene } from './scene.ts';
import { Traffic } from './traffic.ts';
import { TROUBLES } from './troubles/all.ts';

const WEEK = 7 * 86_400_000;
/** How many rows a visit leaves on average, and how many a person leaves in a week; measured. */
const ROWS_A_VISIT = 2.6;
const ROWS_A_PERSON_WEEK = 5;
/** Troubles come one after the other, ms: so many people in one hour would be an incident. */
const APART = 6 * 60_000;

export interface World {
  /** Rows as the Management API returns them, oldest first, none after now. */
  events: ApiRow[];
  /** The same before they are put into a form; see forms.ts for the others. */
  rows: LoggedRow[];
  /** Whom to ask about, and what is known of them. */
  people: { who: string; trouble: string; expectedCause: string; says: string }[];
  /** What the Management API tells about an e-mail address or user id now. Unknown ones have empty lists. */
  profileOf(identifier: string): Profile;
  /** Everybody with an account. */
  accounts: readonly Person[];
  /** Lets more happen after the end: Auth0 takes the rows in at that moment, and knows of them from then on. */
  happen(rows: readonly Row[], takenIn: number): ApiRow[];
}

/**
 * Some weeks of the Larkspur tenant's logs, ending now: ordinary traffic of invented people, and the troubles of some.
 * The same options give the same world. `size` is about the number of events; the troubles alone are some 900.
 */
export function simulateTenant({
  now,
  seed = 1,
  weeks = 4,
  size = 20_000,
}: {
  now: Date;
  seed?: number;
  weeks?: number;
  size?: number;
}): World {
  const random = new Random(seed);
  const span = { from: now.getTime() - weeks * WEEK, to: now.getTime() - INTAKE };
  const scene = new Scene(span);
  for (const [index, trouble] of TROUBLES.entries()) {
    scene.now = span.to - index * APART;
    trouble.play(scene, random.fork(trouble.who));
  }

  const traffic = new Traffic(span, scene.closures);
  const lives = scene.lives.flatMap(({ person, habits }) => traffic.of(person, habits, random.fork(person.email)));
  const crowd = population(Math.ceil(size / (ROWS_A_PERSON_WEEK * weeks)), span, random.fork('people'));
  const told = [...scene.rows, ...lives, ...backstage(span, crowd, random.fork('backstage'))];
  const visits = Math.max(0, (size - told.length) / ROWS_A_VISIT);
  const everyday = crowd.flatMap((person, index) => {
    const own = random.fork(`life ${index}`);
    return traffic.of(person, { visits: howOften(visits / crowd.length, own), until: span.to, steady: false }, own);
  });

  const accounts = [...scene.people, ...crowd];
  const numbering = new Numbering(new Map(accounts.map((person) => [person.userId, person.loginsBefore])));
  const rows = numbering.number([...told, ...everyday].filter((row) => row.at >= span.from && row.at <= span.to));
  return {
    events: rows.map(asApiRow),
    rows,
    people: TROUBLES.map(({ who, title, expectedCause, says }) => ({ who, trouble: title, expectedCause, says })),
    profileOf: (identifier) => profileOf(named(identifier, accounts), rows),
    accounts,
    happen(more, takenIn) {
      const happened = numbering.number(more, () => takenIn);
      rows.push(...happened);
      return happened.map(asApiRow);
    },
  };
}

/** Most people come seldom, some all the time: exponentially spread around the mean. */
function howOften(mean: number, random: Random): number {
  const wish = -Math.log(1 - random.next()) * mean;
  return Math.floor(wish) + (random.chance(wish % 1) ? 1 : 0);
}

function named(identifier: string, people: readonly Person[]): Person[] {
  const key = identifier.trim().toLowerCase();
  return people.filter((person) => person.email === key || person.userId === identifier.trim());
}
