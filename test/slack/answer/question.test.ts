import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/errors.ts';
import { likelyMeant } from '../../../src/slack/answer/mail-domains.ts';
import {
  decodeQuestion,
  encodeQuestion,
  furtherThan,
  readQuestion,
  spanInWords,
} from '../../../src/slack/answer/question.ts';
import { addressesIn } from '../../../src/slack/answer/shortcut.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ADA = { who: 'ada@example.com', since: 7 * DAY, application: null, ticket: null };

/** What is said of a question that cannot be read. */
function sentenceFor(typed: string): string {
  try {
    readQuestion(typed);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('what is typed after /whylogin', () => {
  it.each([
    ['ada@example.com', ADA],
    ['  <mailto:ada@example.com|ada@example.com>  ', ADA],
    ['ada@example.com last 30 days', { ...ADA, since: 30 * DAY }],
    ['last week ada@example.com', { ...ADA, since: 7 * DAY }],
    ['ada@example.com past 90 minutes', { ...ADA, since: 1.5 * HOUR }],
    ['ada@example.com since 12h', { ...ADA, since: 12 * HOUR }],
    ['ada@example.com since:2d', { ...ADA, since: 2 * DAY }],
    ['ada@example.com last 3 months', { ...ADA, since: 90 * DAY }],
    ['ada@example.com app:Web', { ...ADA, application: 'Web' }],
    ['app:“Customer Portal” ada@example.com ticket:ABC-1', { ...ADA, application: 'Customer Portal', ticket: 'ABC-1' }],
    ['+1 555 123-4567 last 2 hours', { ...ADA, who: '+1 555 123-4567', since: 2 * HOUR }],
    ['samlp|tallis|ada@example.com ticket: 55', { ...ADA, who: 'samlp|tallis|ada@example.com', ticket: '55' }],
    ['ip: 203.0.113.7', { ...ADA, who: 'ip: 203.0.113.7' }],
    ['ada_l', { ...ADA, who: 'ada_l' }],
  ])('%s', (typed, question) => expect(readQuestion(typed)).toEqual(question));

  it.each([
    ['ada@example', /“ada@example” isn’t an e-mail address/],
    ['ada@example.com lst 30 dys', /Did you mean `\/whylogin ada@example\.com last 30 days`\?/],
    [
      'lst 30 dys app:"Customer Portal" ada@example.com',
      /`\/whylogin last 30 days app:"Customer Portal" ada@example\.com`/,
    ],
    ['ada@example.com tiket:5 last week', /`\/whylogin ada@example\.com ticket:5 last week`/],
    ['ada@example', /Like this: `\/whylogin ada@example\.com`, or auth0\|/],
    ['ada@example.com last 0 days', /isn’t a span of time/],
    ['ada@example.com last 53 weeks', /isn’t a span of time of at most a year/],
    ['ada@example.com since:tomorrow', /“tomorrow” isn’t a span/],
    ['ada@example.com bob@example.com', /names 2 people[^`]*`\/whylogin ada@example\.com`/],
    ['ada@example.com lst please', /Like this: `\/whylogin ada@example\.com last 30 days app:Web ticket:ABC-1`/],
    ['ada@example.com please', /I don’t know what “please” means/],
  ])('%s is answered with what would be right', (typed, sentence) => {
    expect(() => readQuestion(typed)).toThrow(sentence);
  });

  it.each(['ada@example.com lst 30 dys', 'aap:Web ada@example.com', 'a@b.test c@d.test', 'ada@exam ple'])(
    'what is proposed for “%s” can be pasted, into the form too',
    (typed) => {
      const hint = /`(\/whylogin [^`]+)`/.exec(sentenceFor(typed))?.[1];
      expect(readQuestion(hint!).who).toMatch(/^a(?:da)?@/);
    },
  );

  it('never fails otherwise than by a sentence about the request', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 600 }), fc.stringMatching(/^[a-z0-9 :@.|"“<>+-]{0,80}$/)),
        (typed) => {
          try {
            const question = readQuestion(typed);
            const fixed = { ...question, at: 1_795_510_800_000 };
            expect(decodeQuestion(encodeQuestion(fixed))).toMatchObject({ who: question.who, since: question.since });
          } catch (error) {
            expect(error).toBeInstanceOf(Fault);
            expect((error as Fault).code).toBe('bad_request');
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a button', () => {
  it.each(['', '{', '[]', '["a"]', '{"who":"x"}', 'null'])('that is not ours (%s) says to ask again', (value) => {
    expect(() => decodeQuestion(value)).toThrow(/Ask again/);
  });

  it('offers the next longer window that may be known', () => {
    expect(furtherThan(7 * DAY, 30 * DAY)).toBe(30 * DAY);
    expect(furtherThan(30 * DAY, 30 * DAY)).toBeNull();
    expect(furtherThan(30 * DAY, 100 * DAY)).toBe(90 * DAY);
    expect([7 * DAY, 12 * HOUR, 1.5 * HOUR, DAY].map(spanInWords)).toEqual([
      '7 days',
      '12 hours',
      '90 minutes',
      '1 day',
    ]);
  });
});

describe('mail domains', () => {
  it.each([
    ['ada@gmial.com', 'ada@gmail.com'],
    ['ada@gamil.com', 'ada@gmail.com'],
    ['ada@hotmial.com', 'ada@hotmail.com'],
    ['ada@outlok.com', 'ada@outlook.com'],
    ['ada@mail.com', null],
    ['ada@acme.test', null],
    ['auth0|1', null],
  ])('%s → %s', (typed, meant) => expect(likelyMeant(typed)).toBe(meant));
});

describe('a message', () => {
  it.each([
    [{ text: 'my mail is <mailto:ada@example.com|ada@example.com>.' }, ['ada@example.com']],
    [{ text: 'Ada@example.com or ada@EXAMPLE.com' }, ['ada@EXAMPLE.com']],
    [{ text: 'From:\nada@example.com\nTo: help@example.org' }, ['ada@example.com', 'help@example.org']],
    [{ text: '', attachments: [{ fields: [{ title: 'E-mail', value: 'ada@example.com' }] }] }, ['ada@example.com']],
    [{ text: 'no address @here' }, []],
  ])('%j names %j', (parts, addresses) => expect(addressesIn(parts)).toEqual(addresses));
});
