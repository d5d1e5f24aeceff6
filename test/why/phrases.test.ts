import { describe, expect, it } from 'vitest';
import { allEventTypes } from '../../src/event/event-types.ts';
import { phraseOfType } from '../../src/why/phrases.ts';

describe('a row in a few words', () => {
  it.each(allEventTypes().map(({ code }) => code))('%s does not talk like a log', (code) => {
    const phrase = phraseOfType(code);
    expect(phrase).not.toMatch(/\bsuccess|^failed |exchange -/i);
    // It stands after a time: no capital but an acronym's or a name's.
    expect(phrase).not.toMatch(/^(?!Auth0|OIDC)\p{Lu}\p{Ll}/u);
  });

  it.each([
    ['sapi', 'changed through the Management API'],
    ['feccft', 'the application could not fetch its token'],
    ['sepkotpft', 'logged in'],
    ['fdu', 'user deletion failed'],
    ['universal_logout_succeeded', 'universal logout request'],
    ['of_a_new_kind', 'of_a_new_kind'],
  ])('%s: %s', (code, phrase) => {
    expect(phraseOfType(code)).toBe(phrase);
  });
});
