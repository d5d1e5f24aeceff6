import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifierKey, isMasked } from '../../src/event/identifier.ts';

describe('identifierKey', () => {
  it.each([
    ['  Ada.Byron@Example.COM ', 'ada.byron@example.com'],
    ['JOSE\u0301@example.com', 'jos\u00e9@example.com'],
    ['+49 151 5550-100', '+491515550100'],
    ['0049 (151) 5550100', '+491515550100'],
    ['+1.202.555.0101', '+12025550101'],
  ])('%s is compared as %s', (typed, key) => expect(identifierKey(typed)).toBe(key));

  it.each(['00123456', '12345678', '555-0100', '+1', '+a@example.com', '00 00 00 00 00'])(
    '%s is no international number and stays',
    (typed) => expect(identifierKey(typed)).toBe(typed),
  );

  it('keeps plus-tags: Auth0 takes them for another person', () => {
    expect(identifierKey('ada+shop@example.com')).not.toBe(identifierKey('ada@example.com'));
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        expect(identifierKey(identifierKey(typed))).toBe(identifierKey(typed));
      }),
    );
  });
});

describe('isMasked', () => {
  it.each([
    '****',
    '*****',
    'a***@***.com',
    '9f86d081884c7d65',
    'EF46DB3751D8E999',
    '9f86d081884c7d659a2feaa0c55ad015',
  ])('knows %s', (name) => expect(isMasked(name)).toBe(true));
  it.each([
    'ada@example.com',
    'deadbeefdeadbeef',
    '1234567890123456',
    'abc123',
    '65e2f0a1c4d7',
    'ada*byron',
    '+4915155501000',
  ])('takes %s for a name', (name) => expect(isMasked(name)).toBe(false));
});
