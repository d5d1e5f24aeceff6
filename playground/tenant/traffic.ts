import * as episodes from './episodes.ts';
import type { Application, Connection } from './larkspur.ts';
import { DATABASE, GIFTS, MOBILE, PORTAL } from './larkspur.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';
import { wrongPassword } from './rows/login.ts';
import type { Row } from './rows/row.ts';
import { loggedOut } from './rows/session.ts';
import { Season } from './season.ts';
import { again, type Visit, visit } from './visit.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** Since when nobody gets in by a connection or an application any more. */
export interface Closure {
  place: Connection | Application;
  from: number;
}

export interface Span {
  from: number;
  to: number;
}

export interface Habits {
  visits: number;
  until: number;
  steady: boolean;
}

/** The ordinary weeks of people: when they turn up, what they do, what it leaves in the logs. */
export class Traffic {
  readonly #span: Span;
  readonly #closures: readonly Closure[];
  readonly #seasons = new Map<string, Season>();

  constructor(span: Span, closures: readonly Closure[]) {
    this.#span = span;
    this.#closures = closures;
  }

  /** About so many visits of one person, up to a moment. Steady people never mistype anything. */
  of(person: Person, { visits, until, steady }: Habits, random: Random): Row[] {
    const since = Math.max(this.#span.from, person.createdAt + 5 * MINUTE);
    const season = this.#season(person);
    const times = Array.from({ length: visits }, () => season.draw(random, since, until - 3 * MINUTE)).filter(
      (at) => at !== null,
    );
    const rows: Row[] = [];
    if (person.createdAt >= this.#span.from && person.createdAt < until - 5 * MINUTE) {
      rows.push(...episodes.signsUp(visit(person, random), person.createdAt + 150_000));
    }
    const signedIn = new Map<Application, { last: Visit; at: number }>();
    for (const at of times.sort((a, b) => a - b)) {
      const seat = this.#seat(person, random);
      if (this.#closed(seat, at)) continue;
      const here = signedIn.get(seat.app);
      if (here && at - here.at < 4 * DAY && random.chance(0.55)) {
        const back = { ...again(here.last, random), session: here.last.session };
        rows.push(...episodes.comesBack(back, at));
        if (random.chance(0.08)) {
          rows.push(loggedOut(back, at + random.between(2, 25) * MINUTE));
          signedIn.delete(seat.app);
        }
        continue;
      }
      const pass = this.#login(seat, at, steady);
      rows.push(...pass);
      if (pass.some((row) => row.body.type === 's')) signedIn.set(seat.app, { last: seat, at });
    }
    return rows.filter((row) => row.at < until);
  }

  #login(seat: Visit, at: number, steady: boolean): Row[] {
    const { random, person } = seat;
    const { plan } = person;
    if (plan && plan.confirmedAt < at) {
      person.factor = { ...plan, confirmedAt: at };
      person.plan = null;
      return episodes.enrolls(seat, at, person.factor);
    }
    if (steady) return episodes.signIn(seat, at);
    if (person.factor && random.chance(0.05)) return episodes.mistypesCode(seat, at, person.factor);
    if (person.connection !== DATABASE) return episodes.signIn(seat, at);
    const what = random.weighted<(seat: Visit, at: number) => Row[]>([
      [episodes.signIn, 860],
      [episodes.mistypes, 75],
      [episodes.mistypesAddress, 22],
      [episodes.resets, 22],
      [episodes.goesBack, 6],
      [givesUp, 8],
    ]);
    return what(seat, at);
  }

  #seat(person: Person, random: Random): Visit {
    const app =
      person.apps.length === 1
        ? person.apps[0]!
        : random.weighted(person.apps.map((each) => [each, POPULAR.get(each) ?? 1] as const));
    const onPhone = app.kind === 'native' || (app.kind === 'spa' && person.organization === null && random.chance(0.3));
    return visit(person, random, { app, device: onPhone ? person.pocket : person.desk });
  }

  #closed({ app, person }: Visit, at: number): boolean {
    return this.#closures.some(({ place, from }) => at >= from && (place === app || place === person.connection));
  }

  #season({ place, apps, organization }: Person): Season {
    const rhythm = organization !== null || !apps.includes(PORTAL) ? 'office' : 'shop';
    const key = `${place.zone} ${rhythm}`;
    let season = this.#seasons.get(key);
    if (season === undefined) {
      season = new Season(place.zone, rhythm, this.#span.from, this.#span.to);
      this.#seasons.set(key, season);
    }
    return season;
  }
}

const POPULAR: ReadonlyMap<Application, number> = new Map([
  [PORTAL, 62],
  [MOBILE, 30],
  [GIFTS, 8],
]);

/** Wrong passwords, and another time perhaps. */
function givesUp(seat: Visit, at: number): Row[] {
  return [wrongPassword(seat, at - 40_000), wrongPassword(seat, at)];
}
