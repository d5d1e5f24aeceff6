import { describe, expect, it } from 'vitest';
import { CAUSE_IDS } from '../../src/causes/ids.ts';
import type { Explanation } from '../../src/why/explanation.ts';
import { GOLDEN } from './all.ts';
import { answer, causesOf, type Golden, rowsOf, shortcomings } from './golden.ts';
import type { Raw } from './row.ts';

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

/** Everything that names somebody in rows. */
function namesIn(rows: readonly Raw[]): Set<string> {
  const text = JSON.stringify(rows);
  return new Set([
    ...(text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? []),
    ...(text.match(/(?:auth0|google-oauth2|waad|github|oidc|email|sms)\|[\w-]+/g) ?? []),
  ]);
}

describe('every answer', () => {
  it.each(GOLDEN.map((story) => [story.title, story] as const))('proves and masks: %s', async (_, story) => {
    const given = await answerOf(story);
    const rows = rowsOf(story).map((row) => row.raw);
    const ids = new Set(rows.map((raw) => raw.log_id));
    const cited = [
      ...given.evidence.map((e) => e.logId),
      ...given.ruledOut.flatMap((r) => r.logIds),
      ...given.attempts.flatMap((a) => a.logIds),
      ...given.scope.logIds,
      ...given.changes.map((c) => c.logId),
    ];
    expect(cited.filter((id) => !ids.has(id))).toEqual([]);

    const own = [given.asked, ...given.identities.flatMap((i) => [i.userId, i.identifier ?? ''])].map((n) =>
      n.toLowerCase(),
    );
    const slips = given.verdict.cause === 'identifier_typo' ? given.verdict.headline : '';
    const { identities: __, ...said } = given;
    const text = JSON.stringify(said);
    const told = [...namesIn(rows)].filter(
      (name) => text.includes(name) && !own.includes(name.toLowerCase()) && !slips.includes(`“${name}”`),
    );
    expect(told).toEqual([]);
  });

  it.each(GOLDEN.map((story) => [story.title, story] as const))('reads plainly: %s', async (_, story) => {
    const { verdict, advice } = await answerOf(story);
    expect(verdict.headline).toMatch(/^[\p{Lu}\d“+]|^[\w.+-]+@|\|/u);
    expect(verdict.headline).toMatch(/[.?”]$/);
    expect(verdict.headline.split(/(?<=[.!?]) (?=\p{Lu})/u).length).toBeLessThanOrEqual(3);
    expect(verdict.headline).not.toMatch(/undefined|null|NaN|\{|\}|!|\b1 (?:times|people|requests|tries|addresses)\b/);
    expect(verdict.headline.replace(/“[^”]*”|\([^)]*\)/g, '').length).toBeLessThanOrEqual(240);
    // What is certain is not probable.
    if (verdict.confidence === 'high') expect(verdict.headline).not.toMatch(/probably|most likely|perhaps|\bmay be\b/);
    expect(advice.agent.length).toBeGreaterThan(0);
    for (const sentence of [...advice.agent, advice.customer].map((s) => s.replace(/“[^”]*”/g, '')))
      expect(sentence).not.toMatch(/undefined|null|NaN|\{person\}|!/);
    expect(advice.customer).not.toMatch(
      /\b(MFA|OAuth|SAML|IdP|token|callback|tenant|log id|Auth0|API|connection|credential|account (?:does|exists))\b/i,
    );
    expect(advice.customer).not.toMatch(/90020\d+/);
    // Whoever pastes it has told nobody yet.
    expect(advice.customer).not.toMatch(/We’ve (?:told|asked|fixed|reset)/i);
    for (const words of advice.customer.split(/(?<=[.?:;]) /)) expect(words.split(' ').length).toBeLessThanOrEqual(30);
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
