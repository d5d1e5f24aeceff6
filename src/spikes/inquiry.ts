import type { IpPlaces } from '../event/ip-places.ts';
import type { LogEvent } from '../event/log-event.ts';
import type { Board } from './board.ts';
import { betterLead, type Evidence, evidenceOf, gradeOf } from './evidence.ts';
import { type GatherPorts, gatherIncident } from './gather.ts';
import type { Incident, Notice } from './incident.ts';
import type { Suspects } from './suspects.ts';

/** What is known of one open incident between two looks into its events. */
interface Case {
  suspects: Suspects;
  /** People who got in from there, all in all. */
  inside: Set<string>;
  /** Somebody more since the last look. */
  news: boolean;
}

/** Looks into incidents as they go on: what drives them, and whether somebody gets in, from the first moment on. */
export class Inquiry {
  readonly #store: GatherPorts;
  readonly #places: IpPlaces;
  readonly #cases = new Map<string, Case>();

  constructor(store: GatherPorts, places: IpPlaces) {
    this.#store = store;
    this.#places = places;
  }

  /** Takes an event in: somebody may just have got in. */
  see(event: LogEvent): void {
    for (const each of this.#cases.values()) {
      const person = each.suspects.insider(event);
      if (person === null || each.inside.has(person)) continue;
      each.inside.add(person);
      each.news = true;
    }
  }

  /** Incidents that have to be looked into again, as somebody got in. */
  due(incidents: readonly Incident[]): Incident[] {
    const alive = new Set(incidents.map(({ id }) => id));
    for (const id of this.#cases.keys()) if (!alive.has(id)) this.#cases.delete(id);
    return incidents.filter(({ id, resolvedAt }) => resolvedAt === null && this.#cases.get(id)?.news === true);
  }

  /** Looks at all there is, and has the board grade it. @returns what it says, and what has to be said beside the notice */
  async look(notice: Notice, board: Board): Promise<{ evidence: Evidence; graver: Notice[] }> {
    const { incident, at, what } = notice;
    const gathered = await gatherIncident(incident, at, this.#store);
    let { evidence, suspects } = evidenceOf(incident, gathered, this.#places);
    const better = betterLead(incident, evidence);
    if (better !== null) {
      board.lead(incident, better);
      ({ evidence, suspects } = evidenceOf(incident, gathered, this.#places));
    }
    const inside = this.#cases.get(incident.id)?.inside ?? new Set<string>();
    for (const event of gathered.now) {
      const person = suspects.insider(event);
      if (person !== null) inside.add(person);
    }
    this.#cases.set(incident.id, { suspects, inside, news: false });
    if (evidence.gotIn !== null) {
      incident.gotIn = Math.max(incident.gotIn, inside.size);
      evidence.gotIn = incident.gotIn;
    }
    const graver = board.grade(incident, gradeOf(incident, evidence), what === 'opened' ? incident.openedAt : at);
    return { evidence, graver };
  }
}
