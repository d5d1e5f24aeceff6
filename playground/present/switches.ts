import type { Person } from '../tenant/people.ts';
import type { Random } from '../tenant/random.ts';
import type { Row } from '../tenant/rows/row.ts';
import type { Visit } from '../tenant/visit.ts';
import type { World } from '../tenant/world.ts';
import { callbackBroken } from './incidents/callback-broken.ts';
import { credentialStuffing } from './incidents/credential-stuffing.ts';
import type { Incident } from './incidents/incident.ts';
import { secretExpired } from './incidents/secret-expired.ts';

export const INCIDENTS: readonly Incident[] = [credentialStuffing, callbackBroken, secretExpired];

const SECOND = 1_000;
/** The person whom it hits tries so often, in seconds, for the first time at once. */
const TRIES_EVERY = 20;

export interface Running {
  readonly incident: Incident;
  /** Epoch ms. */
  readonly since: number;
  readonly victim: { person: Person; says: string } | null;
}

/** Which incidents are under way, and what each leaves in the logs. */
export class Switches {
  readonly #running = new Map<string, Running & { next: number }>();
  readonly #world: World;
  readonly #random: Random;
  readonly #plan: (rows: Row[]) => void;

  constructor(world: World, random: Random, plan: (rows: Row[]) => void) {
    this.#world = world;
    this.#random = random;
    this.#plan = plan;
  }

  running(id: string): Running | undefined {
    return this.#running.get(id);
  }

  start(id: string, now = Date.now()): void {
    const incident = INCIDENTS.find((each) => each.id === id);
    if (incident === undefined || this.#running.has(id)) return;
    const victim = incident.victim(this.#world.accounts);
    this.#running.set(id, { incident, since: now, victim, next: now });
    this.#plan(incident.begins(now, this.#random));
  }

  end(id: string, now = Date.now()): void {
    const running = this.#running.get(id);
    if (running === undefined) return;
    this.#running.delete(id);
    this.#plan(running.incident.ends(now, this.#random));
  }

  /** What keeps somebody out there now; undefined where nothing does. */
  inTheWay({ app, person }: Visit): Incident | undefined {
    return [...this.#running.values()]
      .map(({ incident }) => incident)
      .find(({ closes }) => closes !== null && (closes === app || closes === person.connection));
  }

  /** Plans what happens up to now. */
  tick(now: number): void {
    for (const running of this.#running.values())
      for (; running.next <= now; running.next += SECOND) this.#plan(this.#second(running, running.next));
  }

  #second({ incident, since, victim }: Running, at: number): Row[] {
    const rows = incident.second(at, this.#world.accounts, this.#random);
    const tries = victim !== null && Math.round((at - since) / SECOND) % TRIES_EVERY === 0;
    return tries ? [...rows, ...incident.tries(victim.person, at, this.#random)] : rows;
  }
}
