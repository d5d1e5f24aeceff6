import { describe, expect, it } from 'vitest';
import { parseMoment, parseSpan } from '../../src/cli/moment.ts';

describe('times on the command line', () => {
  it('reads moments with and without an offset', () => {
    expect(parseMoment('2026-11-20T15:00:00Z')).toBe(Date.UTC(2026, 10, 20, 15));
    expect(parseMoment('2026-11-20T16:00:00+01:00')).toBe(Date.UTC(2026, 10, 20, 15));
    expect(parseMoment('2026-11-20')).toBe(Date.UTC(2026, 10, 20));
  });

  it('reads spans', () => {
    expect(parseSpan('7d')).toBe(7 * 86_400_000);
    expect(parseSpan('90 m')).toBe(90 * 60_000);
    expect(parseSpan('4W')).toBe(28 * 86_400_000);
  });

  it.each(['', '7', 'd', '0d', '-1d', '1y', '500d', '1e3d'])(
    'refuses the span %j and shows one that would do',
    (text) => {
      expect(() => parseSpan(text)).toThrow(/Like this: --since 7d/);
    },
  );

  it.each(['yesterday', '2026-13-01', ''])('refuses the moment %j', (text) => {
    expect(() => parseMoment(text)).toThrow(/Like this: --at/);
  });
});
