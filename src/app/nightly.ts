import type { Log } from '../log.ts';
import type { State } from '../state/port.ts';
import type { EventStore } from '../store/port.ts';
import type { Task } from './schedule.ts';

const DAY = 86_400_000;
/** How long the audit and incidents are kept. */
const AUDIT_DAYS = 400;

/** Says a sentence to whoever operates whylogin. */
export type Tell = (sentence: string) => Promise<void>;

/** Every day the audit's head goes where nobody can change it here: rewriting the audit shows then. */
export function auditHead(state: State, tell: Tell, log: Log): Task {
  return {
    name: 'audit head',
    cron: '5 0 * * *',
    run: async () => {
      const head = await state.audit.head();
      if (head === null) return;
      log.info({ seq: head.seq, hash: head.hash }, 'audit head');
      await tell(
        `Audit: ${head.seq} entries, head \`${head.hash}\`. \`whylogin audit --verify --head ${head.hash}\` checks against it.`,
      );
    },
  };
}

/**
 * Every night, what is older than the setting goes; audit entries and incidents that are older than a year and a bit;
 * and what keeps forgotten people from coming back, once nobody sends their old events any more.
 */
export function retention(store: EventStore, { audit, incidents, tombstones }: State, days: number, log: Log): Task {
  return {
    name: 'retention',
    cron: '20 3 * * *',
    run: async () => {
      const events = await store.prune(Date.now() - days * DAY);
      log.info({ events, days }, 'old events deleted');
      const before = Date.now() - AUDIT_DAYS * DAY;
      const entries = await audit.prune(before);
      log.info({ entries, days: AUDIT_DAYS }, 'old audit entries deleted');
      const over = await incidents.prune(before);
      log.info({ incidents: over, days: AUDIT_DAYS }, 'old incidents deleted');
      await tombstones.prune();
    },
  };
}
