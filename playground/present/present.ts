import type { SimulatedAuth0 } from '../auth0/tenant.ts';
import { signIn } from '../tenant/episodes.ts';
import { INTAKE } from '../tenant/numbering.ts';
import type { Person } from '../tenant/people.ts';
import { Random } from '../tenant/random.ts';
import type { Row } from '../tenant/rows/row.ts';
import { type Visit, visit } from '../tenant/visit.ts';
import type { World } from '../tenant/world.ts';
import { asAWeekAgo } from './everyday.ts';
import { Switches } from './switches.ts';

const TICK = 250;
const MINUTE = 60_000;

/**
 * The tenant's present. What is planned happens when its time comes, and stands in Auth0's logs a second later.
 * Ordinary people go on as they did a week ago; incidents are switched on and off.
 */
export class Present {
  readonly world: World;
  readonly switches: Switches;
  readonly #auth0: SimulatedAuth0;
  readonly #random = new Random('present');
  #planned: Row[] = [];
  /** Up to when ordinary life is planned. */
  #until: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(world: World, auth0: SimulatedAuth0) {
    this.world = world;
    this.#auth0 = auth0;
    this.#until = Date.now();
    this.switches = new Switches(world, this.#random, (rows) => this.plan(rows));
  }

  start(): void {
    this.#until = Date.now();
    this.#timer = setInterval(() => this.#tick(), TICK);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  plan(rows: readonly Row[]): void {
    this.#planned.push(...rows);
  }

  /** The person tries again now, and gets in where nothing is in the way. */
  triesAgain(person: Person): void {
    const seat = visit(person, this.#random);
    const incident = this.switches.inTheWay(seat);
    const now = Date.now();
    this.plan(incident ? incident.tries(person, now, this.#random) : signIn(seat, now));
  }

  #tick(): void {
    const now = Date.now();
    if (now >= this.#until) {
      const comesIn = (seat: Visit) => this.switches.inTheWay(seat) === undefined;
      this.plan(asAWeekAgo(this.world, [this.#until, now + MINUTE], comesIn, this.#random));
      this.#until = now + MINUTE;
    }
    this.switches.tick(now);
    const due = this.#planned.filter(({ at }) => at + INTAKE <= now);
    if (due.length === 0) return;
    this.#planned = this.#planned.filter(({ at }) => at + INTAKE > now);
    for (const row of this.world.happen(due, now)) this.#auth0.logs.add(row);
  }
}
