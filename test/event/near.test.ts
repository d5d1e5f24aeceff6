import { describe, expect, it } from 'vitest';
import { isNear } from '../../src/event/near.ts';

describe('names that a person could confuse', () => {
  it.each([
    ['ada.lovelace@example.com', 'ada.lovelce@example.com'],
    ['ada.lovelace@example.com', 'ada.lovelace@exmaple.com'],
    ['ada.lovelace@example.com', 'ada.lovelace@example.co'],
    ['ada@example.com', 'ada+news@example.com'],
    ['ada@example.com', 'adaa@example.com'],
  ])('%s and %s', (a, b) => {
    expect(isNear(a, b)).toBe(true);
    expect(isNear(b, a)).toBe(true);
  });

  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['ada@example.com', 'bob@example.com'],
    ['ada@example.com', 'ada@another.org'],
    ['jo@example.com', 'al@example.com'],
    ['customer1000@example.com', 'customer2345@example.com'],
  ])('but not %s and %s', (a, b) => {
    expect(isNear(a, b)).toBe(false);
  });
});
