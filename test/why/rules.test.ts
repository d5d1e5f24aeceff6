import { describe, expect, it } from 'vitest';
import { parseRules } from '../../src/why/rules.ts';

describe("the file of the tenant's own texts", () => {
  it('is read from YAML and from JSON, with what may be left out', () => {
    const yaml = '- match: Licence lapsed\n  headline: The licence has run out.\n  advice: Renew it.\n';
    const [rule] = parseRules(yaml, 'own.yml');
    expect(rule).toEqual({
      match: 'Licence lapsed',
      cause: 'action_denied',
      headline: 'The licence has run out.',
      owner: 'tenant_admin',
      advice: ['Renew it.'],
    });
    expect(parseRules(JSON.stringify([{ match: 'x', headline: 'y', advice: ['z'] }]), 'own.json')).toHaveLength(1);
    expect(parseRules('', 'empty.yml')).toEqual([]);
  });

  it.each([
    ['- match: a\n  headline: b\n  owner: boss\n  advice: c\n', /own\.yml, line 3: owner is none of user, support/],
    ['- match: a\n  headline: b\n  advice: c\n- headline: d\n  advice: e\n', /own\.yml, line 4: match is missing/],
    ['- match: a\n  headline: b\n  advice: c\n  colour: red\n', /own\.yml, line 1: colour is no part of a text/],
    ['- match: "/(/"\n  headline: b\n  advice: c\n', /own\.yml, line 1: match is no valid regular expression/],
    ['- match: a\n   headline: b\n', /own\.yml, line \d/],
    ['match: a\n', /own\.yml, line 1: the file is no list of texts/],
    ['- just words\n', /own\.yml, line 1: the entry is not made of match, headline and advice/],
    ['- match: a\n  headline: 7\n  advice: b\n', /own\.yml, line 2: headline is no text/],
    ['- match: a\n  headline: b\n  advice: []\n', /own\.yml, line 3: advice is empty/],
    ['- match: a\n  headline: b\n', /own\.yml, line 1: advice is missing/],
    ['- match: a\n  headline: b\n  cause: gremlins\n  advice: c\n', /line 3: cause is no cause that whylogin knows/],
  ])('names the line of a mistake', (text, message) => {
    expect(() => parseRules(text, 'own.yml')).toThrow(message);
  });
});
