import { Fault } from '../../errors.ts';
import type { ClickHouseAddress } from './address.ts';
import { Nodes } from './nodes.ts';
import { localTable } from './schema.ts';

const EVERY_MS = 20_000;
/** Whoever has not been heard of for so long is gone. */
const GONE_S = 60;

/**
 * Lets bots over one ClickHouse know of each other by the state they keep: two states would each remember that
 * something was not posted yet. Bots of the same state are one. Every node that answers is told and asked.
 */
export class Presence {
  readonly #nodes: Nodes;
  readonly #table: string;
  readonly #state: string;
  readonly #since = Date.now();
  #timer: NodeJS.Timeout | null = null;

  /** @param state names the state; the same for all that share it */
  constructor(address: ClickHouseAddress, state: string) {
    this.#nodes = new Nodes(address);
    this.#table = localTable(address, 'running');
    this.#state = state;
  }

  /**
   * @param refused called when one that began earlier turns up later
   * @throws Fault 'bad_configuration' where a bot with another state runs over the same events
   */
  async start(refused: (fault: Fault) => void): Promise<void> {
    await this.#look();
    this.#timer = setInterval(() => {
      this.#look().catch((error: unknown) => {
        // A ClickHouse that is away stops nobody; what needs it says so.
        if (error instanceof Fault && error.code === 'bad_configuration') refused(error);
      });
    }, EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#announce(true).catch(() => undefined);
    await this.#nodes.close();
  }

  async #look(): Promise<void> {
    await this.#announce(false);
    const { results } = await this.#nodes.onReachable((node) =>
      node.rows<[number]>(
        `SELECT dateDiff('second', max(at), now64(3)) AS ago FROM ${this.#table} WHERE state != {state:String}
         GROUP BY state HAVING argMax(gone, at) = 0 AND ago < ${GONE_S}
           AND (argMax(since, at), state) < ({since:Int64}, {state:String})`,
        { state: this.#state, since: this.#since },
      ),
    );
    const ago = results.flat()[0]?.[0];
    if (ago === undefined) return;
    throw new Fault(
      'bad_configuration',
      `A whylogin that keeps its state elsewhere runs over the same ClickHouse (it was there ${ago} seconds ago). Both would post the same things. Give both the same DATABASE_URL, or stop one and wait a minute.`,
    );
  }

  /** The servers' clocks count: those of the bots may differ. */
  async #announce(gone: boolean): Promise<void> {
    const state = this.#state.replaceAll(/\W/g, '');
    await this.#nodes.onReachable((node) =>
      node.run(`INSERT INTO ${this.#table} SELECT '${state}', ${this.#since}, now64(3), ${gone ? 1 : 0}`),
    );
  }
}
