import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedIn, type Whom } from '../../src/event/mention.ts';
import { whomOf } from '../../src/store/whom.ts';

const ADA = whomOf({
  userIds: ['auth0|5f7c8ec7', 'samlp|office|ada'],
  identifiers: ['ada@example.com', '+49 151 2345678', 'ada'],
});

describe('a person is named', () => {
  it.each([
    ['{"user_name":"Ada@Example.com"}'],
    ['{"details":{"to":["ada@example.com","ben@example.com"]}}'],
    ['User (ada@example.com) attempted to log in.'],
    ['Write to ada@example.com.'],
    ['<mailto:ada@example.com|ada@example.com>'],
    ['https://shop.test/login?login_hint=ada%40example.com&state=1'],
    ['{"email":"ada\\u0040example.com"}'],
    ['{"user_id":"auth0|5f7c8ec7"}'],
    ['/api/v2/users/auth0%7C5f7c8ec7/sessions'],
    ['/users/auth0|5f7c8ec7/sessions'],
    ['Deleted auth0|5f7c8ec7.'],
    ['{"user_id":"samlp|office|ada"}'],
    ['{"user_id":"5f7c8ec7"}'],
    ['sent to +49 151 2345-678 by SMS'],
    ['{"username" : "ADA"}'],
    ['{"nickname":"\\u0061da"}'],
  ])('in %s', (text) => expect(namedIn(text, ADA)).toBe(true));

  it.each([
    ['{"user_name":"not.ada@example.com"}'],
    ['{"user_name":"ada@example.com.test"}'],
    ['{"user_name":"ada@example.co"}'],
    ['{"user_id":"sms|5f7c8ec7"}'],
    ['{"user_id":"auth0|5f7c8ec7a"}'],
    ['{"client_name":"ada"}'],
    ['ada wrote this'],
    ['{"user_name":"adam"}'],
    ['+49 151 2345679'],
    ['@ | + % \\u00 @@ || ada@ @example.com auth0| |5f7c8ec7'],
    [''],
  ])('but not in %s', (text) => expect(namedIn(text, ADA)).toBe(false));

  it('wherever it stands between other texts', () => {
    const around = fc.string({ unit: fc.constantFrom(...'a1@|+%"\\ .:{}[],=&?/é😀') });
    fc.assert(
      fc.property(around, around, fc.constantFrom('ada@example.com', 'auth0|5f7c8ec7'), (before, after, name) => {
        expect(namedIn(`${before} "${name}" ${after}`, ADA)).toBe(true);
      }),
    );
  });

  it('without looking at the same place again and again', () => {
    let asked = 0;
    const counting: Whom = { isName: () => ++asked < 0, isUser: () => ++asked < 0 };
    for (const hostile of ['a|', 'a@', '|', '@', '+1', '"user_id":"', '%40', 'a@a.a|']) {
      asked = 0;
      const text = hostile.repeat(50_000);
      expect(namedIn(text, counting)).toBe(false);
      expect(asked).toBeLessThan(text.length);
    }
  });
});
