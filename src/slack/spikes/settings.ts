import { DateTime } from 'luxon';
import type { Severity } from '../../spikes/incident.ts';

export interface SpikeSettings {
  /** Where spikes are told. */
  channel: string;
  /** IANA zone of the tenant: quiet hours, "tomorrow" and chart times. */
  zone: string;
  /** Who is called, and from which severity on. */
  onCall: readonly string[];
  onCallFrom: Severity;
  /** Local hours in which only what is critical is posted; null: none. Minutes of the day. */
  quiet: { from: number; to: number } | null;
}

/** Whether a moment lies in the quiet hours, which may go over midnight. */
export function isQuiet(at: number, { quiet, zone }: Pick<SpikeSettings, 'quiet' | 'zone'>): boolean {
  if (quiet === null) return false;
  const local = DateTime.fromMillis(at, { zone });
  const minute = local.hour * 60 + local.minute;
  return quiet.from < quiet.to ? minute >= quiet.from && minute < quiet.to : minute >= quiet.from || minute < quiet.to;
}

/** Eight in the morning of the next day. */
export function tomorrow(at: number, zone: string): number {
  return DateTime.fromMillis(at, { zone }).plus({ days: 1 }).startOf('day').set({ hour: 8 }).toMillis();
}
