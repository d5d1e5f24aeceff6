import { describe, expect, it } from 'vitest';
import { CAUSE_IDS } from '../../src/causes/ids.ts';
import type { Explanation } from '../../src/why/explanation.ts';
import { GOLDEN } from './all.ts';
import { answer, causesOf, type Golden, rowsOf, shortcomings } from './golden.ts';

const told = new Map<Golden, Promise<Explanation>>();

/** Each story is told once for all tests. */
function answerOf(story: Golden): Promise<Explanation> {
  const known = told.get(story) ?? answer(story);
  told.set(story, known);
  return known;
}

describe('golden cases', () => {
  it.each(GOLDEN.map((story) => [story.title, story] as const))('%s', async (_, story) => {
    expect(shortcomings(story, await answerOf(story))).toEqual([]);
  });
});

describe('the golden set', () => {
  it.each(CAUSE_IDS)('has two cases or more in which %s is right', (cause) => {
    expect(GOLDEN.filter((story) => causesOf(story).includes(cause)).length).toBeGreaterThanOrEqual(2);
  });

  it('tells no story twice', () => {
    const titles = GOLDEN.map((story) => story.title);
    expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
  });

  it('gives every row an id of its own', () => {
    for (const story of GOLDEN) {
      const ids = rowsOf(story).map((row) => row.raw.log_id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

/** Over all cases: an answer that says it is certain has to be. */
describe('confidence', () => {
  it('is right at least 97 times in 100 where it is high', async () => {
    const high = { right: 0, all: 0 };
    for (const story of GOLDEN) {
      const { verdict } = await answerOf(story);
      if (verdict.confidence !== 'high') continue;
      high.all++;
      if ((causesOf(story) as readonly string[]).includes(verdict.cause)) high.right++;
    }
    expect(high.all).toBeGreaterThan(100);
    expect(high.right / high.all).toBeGreaterThanOrEqual(0.97);
  });
});
