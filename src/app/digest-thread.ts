import { constants, setPriority } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { countWeek } from '../digest/count.ts';
import type { DigestQuestion } from '../digest/remembered.ts';
import type { WeekSummary } from '../digest/summary.ts';
import { asFault, type FaultCode } from '../errors.ts';
import type { TenantRule } from '../why/rules.ts';
import { openIpPlaces } from './ip-places.ts';
import { storesOf } from './stores.ts';

/** What the thread is told when it begins. The store is the one of the settings, which it reads itself. */
export interface Begin {
  rules: readonly TenantRule[];
  /** Nobody waits for what it counts. */
  behind: boolean;
}

/** One week to count; the next only after the answer. */
export type Request = DigestQuestion | 'end';

export type Reply = { summary: WeekSummary } | { fault: { code: FaultCode; message: string; operator: string } };

const port = parentPort!;
const { rules, behind } = workerData as Begin;
const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;
// People who ask go first. Only Linux lets one thread step back; elsewhere this would be said of the whole process.
if (process.platform === 'linux') setPriority(behind ? PRIORITY_LOW : PRIORITY_BELOW_NORMAL);
const opened = storesOf().events({ readOnly: true });
const places = openIpPlaces();

async function counted(question: DigestQuestion): Promise<Reply> {
  try {
    return { summary: await countWeek(question, { store: await opened, places, rules, pause: turn }) };
  } catch (error) {
    const { code, message, operator } = asFault(error);
    return { fault: { code, message, operator } };
  }
}

port.on('message', async (request: Request) => {
  if (request !== 'end') return port.postMessage(await counted(request));
  port.close();
  await opened.then(
    (store) => store.close(),
    () => undefined,
  );
});
// Told with the first week that is asked for.
opened.catch(() => undefined);
