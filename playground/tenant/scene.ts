import { CHROME_WINDOWS, SAFARI_IPHONE } from './devices.ts';
import type { Application, Connection } from './larkspur.ts';
import { DATABASE, MOBILE, PORTAL } from './larkspur.ts';
import type { Person } from './people.ts';
import { userIdOf } from './people.ts';
import { GOTHENBURG } from './places.ts';
import type { Random } from './random.ts';
import type { Row } from './rows/row.ts';
import type { Closure, Habits, Span } from './traffic.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** One person's trouble, or the trouble of many as one of them meets it. */
export interface Trouble {
  /** Whom to ask about. */
  who: string;
  /** What really happened. */
  title: string;
  /** The cause that the logs show, by its id in whylogin's vocabulary. */
  expectedCause: string;
  /** What the customer tells the support agent. */
  says: string;
  /** Puts the people and their rows on the scene. */
  play(scene: Scene, random: Random): void;
}

/** Where troubles are played: collects accounts, rows, ordinary lives before, and what is closed to everyone. */
export class Scene {
  /** When the trouble that is played is told of. */
  now: number;
  readonly people: Person[] = [];
  readonly rows: Row[] = [];
  readonly lives: { person: Person; habits: Habits }[] = [];
  readonly closures: Closure[] = [];
  readonly #from: number;

  constructor(span: Span) {
    this.now = span.to;
    this.#from = span.from;
  }

  /** A moment before now. */
  ago(minutes: number, seconds = 0): number {
    return this.now - minutes * MINUTE - seconds * 1_000;
  }

  /** An account of long standing; what is not chosen is ordinary. */
  person(name: string, email: string, random: Random, choice: Partial<Person> = {}): Person {
    const number = this.people.length + 1;
    const connection = choice.connection ?? DATABASE;
    const person: Person = {
      name,
      email,
      userId: userIdOf(connection, email, random),
      connection,
      organization: null,
      apps: [PORTAL, MOBILE],
      place: GOTHENBURG,
      ip: `203.0.113.${number + 60}`,
      carrierIp: `2001:db8:cafe:${number.toString(16)}::1`,
      desk: CHROME_WINDOWS,
      pocket: SAFARI_IPHONE,
      factor: null,
      plan: null,
      createdAt: this.#from - 400 * DAY,
      loginsBefore: random.between(10, 90),
      emailVerified: true,
      ...choice,
    };
    this.people.push(person);
    return person;
  }

  add(...rows: Row[]): void {
    this.rows.push(...rows);
  }

  /** The person has used the applications as usual until then. */
  lived(person: Person, until: number, visits = 8): void {
    this.lives.push({ person, habits: { visits, until, steady: true } });
  }

  /** Nobody gets in there any more; the trouble itself adds how that looks. */
  closes(place: Connection | Application, from: number): void {
    this.closures.push({ place, from });
  }
}
