import { pino } from 'pino';
import { maskIpsIn, maskPeople } from './privacy.ts';

export type Log = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error'>;

/**
 * The log: JSON lines, each passed through the masking of names, numbers, tokens and addresses as it is written,
 * so that no caller can forget it.
 */
export function createLog({ level, out }: { level: string; out: { write(text: string): unknown } }): Log {
  return pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    { write: (line: string) => void out.write(maskIpsIn(maskPeople(line))) },
  );
}
