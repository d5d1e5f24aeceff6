/** From nobody to the busiest hours. */
const SHADES = ['·', '░', '▒', '▓', '█'] as const;

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** Hours that are numbered above the grid. */
const MARKED = [0, 6, 12, 18];

/**
 * How busy each hour of a week is, from 0 (nobody) to 4: the hours with logins in four equal parts by how many, so
 * that one outlier does not wash out the rest.
 */
export function shadesOf(hours: readonly number[]): number[] {
  const busy = hours.filter((logins) => logins > 0).sort((a, b) => a - b);
  const bounds = [0.25, 0.5, 0.75].map((part) => busy[Math.ceil(busy.length * part) - 1] ?? 0);
  return hours.map((logins) => (logins === 0 ? 0 : 1 + bounds.filter((bound) => logins > bound).length));
}

/** The 168 hours of a week as eight lines of 28 characters, a day a line, Monday first. */
export function gridOf(hours: readonly number[]): string {
  const shades = shadesOf(hours);
  const scale = Array.from({ length: 24 }, () => ' ');
  for (const hour of MARKED) for (const [i, digit] of [...String(hour)].entries()) scale[hour + i] = digit;
  const rows = DAYS.map(
    (day, d) =>
      `${day} ${shades
        .slice(d * 24, d * 24 + 24)
        .map((shade) => SHADES[shade])
        .join('')}`,
  );
  return [`    ${scale.join('').trimEnd()}`, ...rows].join('\n');
}
