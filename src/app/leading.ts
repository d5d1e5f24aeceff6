import { setTimeout as pause } from 'node:timers/promises';
import { asFault } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Leases } from '../state/leases.ts';

/** Something that runs until it is stopped. */
export interface Part {
  stop(): Promise<void>;
}

export interface LeadingPorts {
  leases: Leases;
  log: Log;
  /** Names this process. */
  owner: string;
  now?: () => number;
  /** How long the others wait for one that is gone, ms. */
  leaseMs?: number;
}

const LEASE = 15_000;

/**
 * Runs what only one of several replicas may do: this process does it while it holds the lease `name`, another takes
 * it over when this one is gone or cannot reach the state any more. Whatever is done once only has its claim besides:
 * a process that slept through its lease may still be at its last step.
 */
export function leading(name: string, start: () => Promise<Part>, ports: LeadingPorts): Part {
  const { leases, log, owner, now = Date.now, leaseMs = LEASE } = ports;
  const stopping = new AbortController();
  let part: Part | null = null;
  let until = 0;

  const stopPart = async (why: string): Promise<void> => {
    if (part === null) return;
    const running = part;
    part = null;
    log.info({ name }, why);
    await running.stop();
  };
  const step = async (): Promise<void> => {
    const asked = now();
    try {
      const held = await leases.take(name, owner, leaseMs);
      if (held) until = asked + leaseMs;
      if (!held) await stopPart('another whylogin leads');
      else if (part === null) {
        log.info({ name }, 'this whylogin leads');
        part = await start();
      }
    } catch (error) {
      log.warn({ name, problem: asFault(error).operator }, 'the lease cannot be kept; trying again');
      if (now() >= until) await stopPart('the lease has run out');
    }
  };
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      await step();
      await pause(leaseMs / 3, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await ended;
      await stopPart('stopping');
      await leases.release(name, owner).catch(() => undefined);
    },
  };
}
