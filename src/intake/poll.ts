import type { Fault } from '../errors.ts';
import { Checkpoint, type CheckpointPorts } from './checkpoint.ts';

/** Between looks for new rows, ms. Beside a log stream, polling only repairs. */
const EVERY = 5_000;
const EVERY_BESIDE_STREAM = 60_000;
/** Between looks for late rows. */
const AGAIN_EVERY = 60_000;
/** After a failure, doubled each time. */
const PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

export interface PollingPorts extends CheckpointPorts {
  /** Told after each look: null where it went well. */
  looked(fault: Fault | null): void;
}

/**
 * Fetches the tenant's logs for ever, whatever happens: what fails is tried again from the last row that is durable.
 * `stop` resolves when nothing is under way any more.
 */
export function startPolling(
  ports: PollingPorts,
  { besideStream = false }: { besideStream?: boolean } = {},
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const ended = poll(ports, besideStream ? EVERY_BESIDE_STREAM : EVERY, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}

async function poll(ports: PollingPorts, every: number, signal: AbortSignal): Promise<void> {
  const { clock, log } = ports;
  const checkpoint = new Checkpoint(ports);
  let again = clock.now();
  for (let failures = 0; !signal.aborted; ) {
    try {
      await checkpoint.forward(signal);
      if (clock.now() >= again) {
        await checkpoint.again(signal);
        again = clock.now() + AGAIN_EVERY;
      }
      if (failures > 0) log.info('Auth0’s logs are read again');
      failures = 0;
      ports.looked(null);
      await clock.sleep(every, signal);
    } catch (error) {
      if (signal.aborted) return;
      const fault = ports.api.faultOf(error, '/logs');
      if (failures === 0) log.warn({ problem: fault.operator }, 'Auth0’s logs cannot be read; trying again');
      failures++;
      ports.looked(fault);
      await clock.sleep(Math.min(PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) * (0.75 + Math.random() / 2), signal);
    }
  }
}
