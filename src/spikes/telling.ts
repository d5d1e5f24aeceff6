import { curveOf } from './curve.ts';
import { mannerOf, type Notice } from './incident.ts';
import type { Inquiry } from './inquiry.ts';
import type { TenantWatch } from './tenant-watch.ts';
import type { IncidentView, TurningPoint } from './view.ts';

type Tell = (view: IncidentView, what: Notice['what']) => Promise<void>;

/** Has notices told, oldest first, each with what the events say of it; what cannot be told now is told the next time. */
export class Telling {
  readonly #inquiry: Inquiry;
  readonly #tell: Tell;
  readonly #changed: () => Promise<void>;
  readonly #due: Notice[] = [];
  readonly #turns = new Map<string, TurningPoint[]>();

  /** @param changed what has to be kept changed */
  constructor(inquiry: Inquiry, tell: Tell, changed: () => Promise<void>) {
    this.#inquiry = inquiry;
    this.#tell = tell;
    this.#changed = changed;
  }

  add(notices: readonly Notice[]): void {
    this.#due.push(...notices);
  }

  async all(watch: TenantWatch): Promise<void> {
    for (let notice = this.#due[0]; notice !== undefined; notice = this.#due[0]) {
      await this.#one(notice, watch);
      this.#due.shift();
    }
  }

  /** Looks into the events, which may show that it is worse than it seemed. */
  async #one(notice: Notice, watch: TenantWatch): Promise<void> {
    const { incident, at } = notice;
    const { evidence, graver } = await this.#inquiry.look(notice, watch.board);
    const turns = this.#turns.get(incident.id) ?? [];
    this.#turns.set(incident.id, turns);
    // A single address has no curve of its own: that of all failed logins is shown.
    const detector = watch.detector(incident.lead) ?? watch.detector('failed_login')!;
    for (const { what } of [notice, ...graver]) {
      const known = turns.some((turn) => turn.what === what && turn.at === at);
      if (mannerOf(what) !== 'edit' && !known) turns.push({ what, at, peak: incident.toldPeak, gotIn: evidence.gotIn });
      const view: IncidentView = { incident, evidence, curve: curveOf(detector, at), turns, asOf: at };
      await this.#tell(structuredClone(view), what);
    }
    if (mannerOf(notice.what) !== 'edit') await this.#changed();
  }

  /** The turning points of incidents that may still go on. */
  save(alive: ReadonlySet<string>): [string, TurningPoint[]][] {
    for (const id of this.#turns.keys()) if (!alive.has(id)) this.#turns.delete(id);
    return [...this.#turns];
  }

  restore(saved: readonly [string, TurningPoint[]][]): void {
    for (const [id, turns] of saved) this.#turns.set(id, turns);
  }
}
