import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/errors.ts';
import { parseSubject } from '../../src/why/subject.ts';

describe('reading whom a question is about', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['  Ada@Example.COM ', 'ada@example.com'],
    ['<mailto:ada@example.com|ada@example.com>', 'ada@example.com'],
    ['mailto:ada@example.com', 'ada@example.com'],
    ['ada+shop@example.co.uk', 'ada+shop@example.co.uk'],
    ['+1 (555) 123-4567', '+15551234567'],
    ['ada_l', 'ada_l'],
  ])('takes %s as a name', (typed, identifier) => {
    expect(parseSubject(typed)).toMatchObject({ kind: 'person', identifier });
  });

  it.each([
    'auth0|5f7c8ec7c33c6c004bbafe82',
    'waad|C2A-x_9',
    'samlp|tallis-saml|ada@example.com',
    'google-oauth2|111535279748798438515',
  ])('takes %s as a user id', (typed) => {
    expect(parseSubject(typed)).toMatchObject({ kind: 'person', userId: typed, identifier: null });
  });

  it('tries an id without its provider both as an id and as a user name', () => {
    const id = '5f7c8ec7c33c6c004bbafe82';
    expect(parseSubject(id)).toMatchObject({ userId: id, identifier: id });
  });

  it('reads addresses in one spelling', () => {
    expect(parseSubject('ip:2001:DB8:0:0::7')).toMatchObject({ kind: 'address', ip: '2001:db8::7' });
    expect(parseSubject('ip: 203.0.113.7')).toMatchObject({ kind: 'address', ip: '203.0.113.7' });
  });

  it('reads log ids', () => {
    expect(parseSubject('log:90020260922110251648223000000000000001223372038483269703')).toMatchObject({
      kind: 'event',
    });
  });

  it.each([
    '',
    '   ',
    'ada@example',
    'ada lovelace@example.com',
    'what is wrong',
    'ip:300.1.1.1',
    'ip:',
    'log:<script>',
    'a'.repeat(600),
  ])('refuses %j with an example of what would do', (typed) => {
    expect(() => parseSubject(typed)).toThrow(Fault);
    expect(() => parseSubject(typed)).toThrow(/Like this: ada@example\.com/);
  });
});
