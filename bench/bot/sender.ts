import { createReadStream } from 'node:fs';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** Events in a request, as Auth0 sends them. */
const PAGE = 100;
/** Requests under way at once. */
const LANES = 2;
/** Different pages: they come again and again, each time with new log ids. */
const PAGES = 200;

interface Page {
  /** JSON lines, cut where a log id belongs. */
  pieces: string[];
  /** Whom the events are about. */
  names: string[];
}

/** Sends events of a log to a bot as a log stream would, dated to the moment they are sent. */
export class Sender {
  readonly #url: string;
  readonly #key: string;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #pages: Page[];
  #sent = 0;

  private constructor(url: string, key: string, pages: Page[]) {
    this.#url = url;
    this.#key = key;
    this.#pages = pages;
  }

  static async open(log: string, url: string, key: string): Promise<Sender> {
    const pages: Page[] = [];
    let page: Page = { pieces: [''], names: [] };
    for await (const line of createInterface({ input: createReadStream(log) })) {
      const { log_id, data } = JSON.parse(line) as { log_id: string; data: { date: string; user_name?: string } };
      const pieces = line.replaceAll(data.date, DATE).split(log_id);
      page.pieces[page.pieces.length - 1] += pieces[0]!;
      page.pieces.push(...pieces.slice(1));
      page.pieces[page.pieces.length - 1] += '\n';
      if (data.user_name?.includes('@')) page.names.push(data.user_name);
      if (page.pieces.length <= 2 * PAGE) continue;
      pages.push(page);
      page = { pieces: [''], names: [] };
      if (pages.length === PAGES) break;
    }
    return new Sender(url, key, pages);
  }

  /** People whose events were sent lately. */
  get names(): string[] {
    const last = Math.floor(this.#sent / PAGE);
    return this.#pages.slice(0, Math.max(1, Math.min(last, PAGES))).flatMap(({ names }) => names);
  }

  /**
   * Sends until told to stop. @param aSecond events, at most; as fast as the bot takes them where not given
   * @returns how many were taken in a second, and how long each request took, ms
   */
  async run(stopped: AbortSignal, aSecond = Number.POSITIVE_INFINITY): Promise<{ rate: number; took: number[] }> {
    const began = performance.now();
    const [before, took] = [this.#sent, [] as number[]];
    const lane = async () => {
      while (!stopped.aborted) {
        const due = began + ((this.#sent - before) / aSecond) * 1_000 - performance.now();
        if (due > 0) await pause(due);
        const at = performance.now();
        await this.#post(this.#body());
        took.push(performance.now() - at);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return { rate: ((this.#sent - before) / (performance.now() - began)) * 1_000, took };
  }

  close(): void {
    this.#agent.destroy();
  }

  #body(): string {
    const { pieces } = this.#pages[Math.floor(this.#sent / PAGE) % PAGES]!;
    const now = new Date().toISOString();
    const time = now.replace(/\D/g, '');
    let body = pieces[0]!;
    // Each event has its log id twice.
    for (let i = 1; i < pieces.length; i++) {
      const number = this.#sent + ((i - 1) >> 1);
      body += `900${time}000000000000001001223372${String(number).padStart(12, '0')}${pieces[i]}`;
    }
    this.#sent += PAGE;
    return body.replaceAll(DATE, now);
  }

  #post(body: string): Promise<void> {
    const headers = { authorization: this.#key, 'content-type': 'application/x-ndjson' };
    return new Promise((resolve, reject) => {
      const asked = request(this.#url, { method: 'POST', agent: this.#agent, headers }, (response) => {
        response.resume();
        response.once('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`The bot answered ${response.statusCode}.`)),
        );
      });
      asked.once('error', reject);
      asked.end(body);
    });
  }
}

const DATE = '@date';
