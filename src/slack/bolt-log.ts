import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../log.ts';

/**
 * Slack's libraries log through ours. Their debug and info lines hold whole payloads, so only warnings and errors pass;
 * the log masks what these name.
 */
export function boltLog(log: Log, hear?: (line: string) => void): Logger {
  const say =
    (level: 'warn' | 'error') =>
    (...parts: unknown[]) => {
      const line = parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
      hear?.(line);
      log[level]({ from: 'slack' }, line);
    };
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: say('warn'),
    error: say('error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
