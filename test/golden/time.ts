/** The day on which every case is asked: a Wednesday. Times are in UTC. */
const DAY = Date.UTC(2026, 9, 14);

/**
 * "09:31" or "09:31:20" of that day, "-2 09:31" two days before, each with "+5m" or "+20s" later.
 * @returns epoch ms
 */
export function moment(when: string): number {
  const found = /^(?:(-\d+) )?(\d\d):(\d\d)(?::(\d\d))?(?:\+(\d+)([ms]))?$/.exec(when);
  if (found === null) throw new Error(`“${when}” is no time of a golden case.`);
  const [, day = '0', hours, minutes, seconds = '0', more = '0', unit] = found;
  const later = Number(more) * (unit === 'm' ? 60_000 : 1_000);
  return (
    DAY +
    Number(day) * 86_400_000 +
    Number(hours) * 3_600_000 +
    Number(minutes) * 60_000 +
    Number(seconds) * 1_000 +
    later
  );
}
