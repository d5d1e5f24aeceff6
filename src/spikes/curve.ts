import type { Detector } from './detector.ts';
import type { Curve } from './view.ts';

const MINUTE = 60_000;
/** Three hours in ten-minute steps. */
const HOURS = { minutes: 180, step: 10 };

/** The last hours of a series for a chart. @param at epoch ms, the end of the last minute */
export function curveOf(detector: Detector, at: number): Curve {
  const minutes = detector.history(HOURS.minutes);
  const seen: Curve['seen'] = [];
  const usual: number[] = [];
  for (let i = 0; i < minutes.length; i += HOURS.step) {
    const part = minutes.slice(i, i + HOURS.step);
    const known = part.filter((minute) => minute.seen !== null);
    const scale = known.length === 0 ? 0 : part.length / known.length;
    seen.push(known.length === 0 ? null : scale * known.reduce((sum, minute) => sum + minute.seen!, 0));
    usual.push(part.reduce((sum, minute) => sum + minute.usual, 0));
  }
  return { from: at - minutes.length * MINUTE, step: HOURS.step, seen, usual };
}
