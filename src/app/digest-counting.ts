import { Worker } from 'node:worker_threads';
import type { DigestQuestion } from '../digest/remembered.ts';
import type { WeekSummary } from '../digest/summary.ts';
import { Fault } from '../errors.ts';
import type { TenantRule } from '../why/rules.ts';
import type { Begin, Reply, Request } from './digest-thread.ts';

/**
 * A heap that may grow past two gigabytes is let grow to four times what lives in it before it is swept (V8's
 * MemoryController); below, to less than twice.
 */
const HEAP_MB = 1_536;

type Count = (question: DigestQuestion) => Promise<WeekSummary>;

/** Counts weeks apart from the thread that answers people. */
export interface Counting {
  /** Weeks that are counted by one piece of work share a thread, which begins with the first and ends with the work. */
  during<T>(work: (count: Count) => Promise<T>): Promise<T>;
  /**
   * Likewise, for what nobody waits for: with the lowest priority, and broken off as soon as somebody waits for a week.
   * Says whether the work was done.
   */
  behind(work: (count: Count) => Promise<unknown>): Promise<boolean>;
  /** Breaks off whatever is being counted. */
  stop(): Promise<void>;
}

/** On threads of their own, each with its own view of the store of the settings. */
export function countOnThreads(rules: readonly TenantRule[]): Counting {
  const threads = new Set<CountingThread>();
  /** Those that nobody waits for. */
  const behind = new Set<CountingThread>();
  let stopped = false;

  const begin = (begun: Begin): CountingThread => {
    if (stopped) throw STOPPING();
    const thread = new CountingThread(begun);
    (begun.behind ? behind : threads).add(thread);
    return thread;
  };
  const onThread = async <T>(begun: Begin, work: (count: Count) => Promise<T>): Promise<T> => {
    let thread: CountingThread | null = null;
    try {
      return await work((question) => {
        if (!begun.behind) breakOff();
        thread ??= begin(begun);
        return thread.count(question);
      });
    } finally {
      if (thread !== null) {
        threads.delete(thread);
        behind.delete(thread);
        (thread as CountingThread).end();
      }
    }
  };
  const breakOff = (): void => {
    for (const thread of behind) void thread.stop();
  };
  return {
    during: (work) => onThread({ rules, behind: false }, work),
    async behind(work) {
      if (threads.size > 0) return false;
      try {
        await onThread({ rules, behind: true }, work);
        return true;
      } catch (error) {
        if (!stopped && error instanceof Fault && error.code === 'stopping') return false;
        throw error;
      }
    },
    async stop() {
      stopped = true;
      await Promise.all([...threads, ...behind].map((thread) => thread.stop()));
    },
  };
}

const STOPPING = () => new Fault('stopping', 'whylogin is being stopped. Ask for the digest again in a minute.');

class CountingThread {
  readonly #worker: Worker;
  #waiting: { resolve: (summary: WeekSummary) => void; reject: (fault: Fault) => void } | null = null;
  #gone: Fault | null = null;

  constructor(begin: Begin) {
    this.#worker = new Worker(new URL('./digest-boot.js', import.meta.url), {
      workerData: begin,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
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
