import { describe, expect, it } from 'vitest';
import { recoveryText } from '../../src/digest/readable.ts';
import { change, number, points } from '../../src/digest/wording.ts';

const of = (people: number, inWithin10m: number | null, notBack: number | null) =>
  recoveryText({ cause: 'wrong_password', people, inWithin10m, inWithin24h: null, notBack });

describe('what became of people who were stopped', () => {
  it.each([
    [of(2_940, 0.84, 0.02), '84 % logged in within 10 minutes, 2 % have not logged in since'],
    [of(9, 1, 0), 'all logged in within 10 minutes'],
    [of(7, 0, 1), 'none has logged in since'],
    [of(2, 0, 0), 'none logged in within 10 minutes'],
    [of(1, 1, 0), 'logged in within 10 minutes'],
    [of(1, 0, 0), 'did not log in within 10 minutes'],
    [of(1, 0, 1), 'has not logged in since'],
    [of(3, 0.333, null), '33 % logged in within 10 minutes'],
    [of(2_000, 0.9996, 0.0004), 'over 99 % logged in within 10 minutes, under 1 % have not logged in since'],
    [of(3, null, null), null],
  ])('%s', (told, expected) => expect(told).toBe(expected));
});

it('counts and compares in words that fit the number', () => {
  expect(number(1, 'address', 'addresses')).toBe('1 address');
  expect(number(1_204, 'address', 'addresses')).toBe('1,204 addresses');
  expect([change(null), change(0), change(-0.184)]).toEqual(['none before', '±0 %', '−18 %']);
  expect(points(-0.038)).toBe('−3.8 percentage points');
});
