import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** One line of the table: what was measured, what is wanted of it, what was seen, and beside what. */
export interface Figure {
  what: string;
  goal?: string;
  seen: string;
  beside?: string;
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export function count(value: number): string {
  return whole.format(value);
}

export function perSecond(events: number, ms: number): string {
  return `${count((events / ms) * 1_000)}/s`;
}

/** Milliseconds, in the unit that reads best. */
export function time(ms: number): string {
  return ms >= 10_000 ? `${(ms / 1_000).toFixed(1)} s` : ms >= 10 ? `${ms.toFixed(0)} ms` : `${ms.toFixed(2)} ms`;
}

export function megabytes(bytes: number): string {
  return `${count(bytes / 1_000_000)} MB`;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, goal = '', seen, beside = '' }) => `| ${what} | ${goal} | ${seen} | ${beside} |`);
  return ['| | goal | seen | beside, in the same run |', '|---|---|---|---|', ...rows, ''].join('\n');
}

/** Milliseconds that something took, and the processor time of all threads within. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ result: T; ms: number; cpu: number }> {
  const before = process.cpuUsage();
  const began = performance.now();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: performance.now() - began, cpu: (user + system) / 1_000 };
}

/** Runs a part of the bench as a process of its own, so that none fills another's memory. It prints one JSON value. */
export async function inProcess<T>(script: string, ...args: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, ...args], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as T;
}

/** Resident bytes of a process; null where the system does not tell. */
export function residentOf(pid: number): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
  } catch {
    return null;
  }
}
