import { Worker } from 'node:worker_threads';
import type { DigestQuestion } from '../digest/make.ts';
import type { WeekSummary } from '../digest/summary.ts';
import { Fault } from '../errors.ts';
import type { TenantRule } from '../why/rules.ts';
import type { Begin, Reply, Request } from './digest-thread.ts';

type Count = (question: DigestQuestion) => Promise<WeekSummary>;

/** Counts weeks apart from the thread that answers people. */
export interface Counting {
  /** Weeks that are counted by one piece of work share a thread, which begins with the first and ends with the work. */
  during<T>(work: (count: Count) => Promise<T>): Promise<T>;
  /** Breaks off whatever is being counted. */
  stop(): Promise<void>;
}

/** On threads of their own, each with its own view of the store of the settings. */
export function countOnThreads(rules: readonly TenantRule[]): Counting {
  const threads = new Set<CountingThread>();
  let stopped = false;
  return {
    async during(work) {
      let thread: CountingThread | null = null;
      try {
        return await work((question) => {
          if (stopped) throw STOPPING();
          if (thread === null) {
            thread = new CountingThread(rules);
            threads.add(thread);
          }
          return thread.count(question);
        });
      } finally {
        if (thread !== null) {
          threads.delete(thread);
          (thread as CountingThread).end();
        }
      }
    },
    async stop() {
      stopped = true;
      await Promise.all([...threads].map((thread) => thread.stop()));
    },
  };
}

const STOPPING = () => new Fault('stopping', 'whylogin is being stopped. Ask for the digest again in a minute.');

class CountingThread {
  readonly #worker: Worker;
  #waiting: { resolve: (summary: WeekSummary) => void; reject: (fault: Fault) => void } | null = null;
  #gone: Fault | null = null;

  constructor(rules: readonly TenantRule[]) {
    this.#worker = new Worker(new URL('./digest-boot.js', import.meta.url), {
      workerData: { rules } satisfies Begin,
    });
    this.#worker.on('message', (reply: Reply) => {
      const waiting = this.#waiting;
      this.#waiting = null;
      if ('summary' in reply) return waiting?.resolve(reply.summary);
      const { code, message, operator } = reply.fault;
      waiting?.reject(new Fault(code, message, { operator }));
    });
    this.#worker.on('error', (error) =>
      this.#lost(
        new Fault('internal', 'The week could not be counted. The log has the details; ask again in a minute.', {
          operator: `digest thread: ${error}`,
        }),
      ),
    );
    this.#worker.on('exit', () => this.#lost(STOPPING()));
  }

  /** One at a time. */
  count(question: DigestQuestion): Promise<WeekSummary> {
    if (this.#gone !== null) return Promise.reject(this.#gone);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#worker.postMessage(question satisfies Request);
    });
  }

  /** Ends by itself, once the store is closed. */
  end(): void {
    this.#worker.postMessage('end' satisfies Request);
  }

  async stop(): Promise<void> {
    this.#lost(STOPPING());
    await this.#worker.terminate();
  }

  #lost(fault: Fault): void {
    this.#gone ??= fault;
    this.#waiting?.reject(this.#gone);
    this.#waiting = null;
  }
}
