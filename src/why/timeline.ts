import { signalOf } from '../causes/vocabulary.ts';
import { deviceOf } from '../event/device.ts';
import { eventType } from '../event/event-types.ts';
import { isReuse } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { describe } from './describe.ts';
import type { Evidence } from './evidence.ts';
import { ownNames, tellStory } from './story.ts';
import { nameOf, speaker } from './words.ts';

/** What a row tells at a glance. */
export type RowKind = 'success' | 'failure' | 'change' | 'step';

/** One event of the person in words: for the private answer only. */
export interface TimelineRow {
  logId: string;
  /** Epoch ms. */
  at: number;
  type: string;
  kind: RowKind;
  text: string;
  /** Application, device and place, as far as known. */
  where: string[];
}

/** Everything of the window that is the person's, oldest first. Pure. */
export function timelineOf(evidence: Evidence): TimelineRow[] {
  const story = tellStory(evidence);
  const name = nameOf(evidence, []);
  const say = speaker(name, ownNames(evidence, story));
  return story.rows
    .filter((row) => row.at >= story.from)
    .map((row) => ({
      logId: row.logId,
      at: row.at,
      type: row.type,
      kind: kindOf(row),
      text: say(describe(row)),
      where: [row.clientName, deviceOf(row.userAgent), row.city].filter((part) => part !== null),
    }));
}

function kindOf(row: LogEvent): RowKind {
  if (row.type === 'sapi') return 'change';
  if (signalOf(row) !== null) return 'failure';
  const { outcome, loginAttempt } = eventType(row.type);
  if (outcome === 'failure') return 'failure';
  return outcome === 'success' && loginAttempt && !isReuse(row) ? 'success' : 'step';
}
