import { QUARTER } from '../counted.ts';
import type { Range } from '../port.ts';
import type { ClickHouseAddress } from './address.ts';
import type { Nodes } from './nodes.ts';
import { wholeTable } from './schema.ts';

/** Events by quarter of an hour (epoch ms / QUARTER). */
type Quarters = ReadonlyMap<number, number>;

/**
 * How many events there are, each counted once whatever was delivered twice. A day is counted anew only where its
 * parts have changed, so asking again and again costs the days that are being written to.
 */
export class Counts {
  readonly #nodes: Nodes;
  readonly #address: ClickHouseAddress;
  #days = new Map<string, { parts: string; quarters: Quarters }>();

  constructor(nodes: Nodes, address: ClickHouseAddress) {
    this.#nodes = nodes;
    this.#address = address;
  }

  /** Events that are stored now. */
  async stored(): Promise<number> {
    return sum(await this.#stored());
  }

  /** Events that are stored now and dated before a moment. */
  async storedBefore(at: number): Promise<Quarters> {
    const rows = await this.#nodes.rows<[number, number]>(
      `SELECT intDiv(toUnixTimestamp64Milli(at), ${QUARTER}) AS quarter, count() FROM ${this.#events} FINAL
       WHERE at < fromUnixTimestamp64Milli({before:Int64}) GROUP BY quarter`,
      { before: Math.ceil(at) },
    );
    return new Map(rows);
  }

  /** Events ever stored in each quarter of a range. */
  async quarterHours({ from, to }: Range): Promise<Map<number, number>> {
    const [first, last] = [Math.floor(from / QUARTER), Math.floor(to / QUARTER)];
    return new Map([...(await this.#ever())].filter(([quarter]) => quarter >= first && quarter <= last));
  }

  /** Events ever stored before a moment; whole quarters count. */
  async datedBefore(at: number): Promise<number> {
    return sum([...(await this.#ever())].filter(([quarter]) => quarter < Math.ceil(at / QUARTER)));
  }

  /** Those stored now, and those that were pruned. */
  async #ever(): Promise<Map<number, number>> {
    const [stored, pruned] = await Promise.all([
      this.#stored(),
      this.#nodes.rows<[number, number]>(
        `SELECT quarter, sum(events) FROM ${wholeTable(this.#address, 'pruned')} FINAL
         WHERE done = 0 GROUP BY quarter`,
      ),
    ]);
    const all = new Map(pruned);
    for (const [quarter, events] of stored) all.set(quarter, (all.get(quarter) ?? 0) + events);
    return all;
  }

  async #stored(): Promise<[number, number][]> {
    const marks = await this.#parts();
    const changed = [...marks].filter(([day, parts]) => this.#days.get(day)?.parts !== parts).map(([day]) => day);
    const counted = new Map<string, Map<number, number>>(changed.map((day) => [day, new Map()]));
    if (changed.length > 0) {
      const rows = await this.#nodes.rows<[number, number, number]>(
        `SELECT toYYYYMMDD(at) AS day, intDiv(toUnixTimestamp64Milli(at), ${QUARTER}) AS quarter, count()
         FROM ${this.#events} FINAL WHERE day IN {days:Array(UInt32)} GROUP BY day, quarter
         SETTINGS do_not_merge_across_partitions_select_final = 1`,
        { days: changed.map(Number) },
      );
      for (const [day, quarter, events] of rows) counted.get(`${day}`)?.set(quarter, events);
    }
    this.#days = new Map(
      [...marks].map(([day, parts]) => [day, { parts, quarters: counted.get(day) ?? this.#days.get(day)!.quarters }]),
    );
    return [...this.#days.values()].flatMap(({ quarters }) => [...quarters]);
  }

  /** Every day there is, and a mark of the parts that it consists of on all shards. */
  async #parts(): Promise<Map<string, string>> {
    const { cluster, database } = this.#address;
    const parts = cluster === null ? 'system.parts' : `cluster('${cluster}', system.parts)`;
    const rows = await this.#nodes.rows<[string, string]>(
      `SELECT partition_id, toString(sum(sipHash64(hostName(), path, has_lightweight_delete)))
       FROM ${parts} WHERE active AND database = {database:String} AND table = 'event' GROUP BY partition_id`,
      { database },
    );
    return new Map(rows);
  }

  get #events(): string {
    return wholeTable(this.#address, 'event');
  }
}

function sum(quarters: Iterable<readonly [number, number]>): number {
  let all = 0;
  for (const [, events] of quarters) all += events;
  return all;
}
