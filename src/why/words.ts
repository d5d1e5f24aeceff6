import type { Profile } from '../live/profile.ts';
import { maskPeople } from '../privacy.ts';
import { quote } from './quote.ts';
import type { Subject } from './subject.ts';

/** "ada.lovelace@…" and "Ada" in a profile make a name; "info@…" and "asmith@…" do not. */
const NAME_LIKE = /^(\p{L}{2,20})[._-]\p{L}[\p{L}._-]*\d{0,4}$/u;
/** First parts of shared mailboxes are no names. */
const MAILBOX = new Set(
  'info support sales admin office team hello contact service help no noreply mail billing'.split(' '),
);

const LONGEST_NAME = 80;

/** How the person is called in sentences. */
export function nameOf(subject: Subject, identifiers: readonly string[], profile: Profile | null): string {
  if (subject.kind === 'address') return 'whoever signs in there';
  const given = profile?.users
    ?.map((user) => user.given_name)
    .find((name): name is string => typeof name === 'string' && name.trim() !== '');
  if (given) return quote(given, LONGEST_NAME);
  const identifier = identifiers[0] ?? subject.asked;
  const local = identifier.split('@')[0]!;
  const first = NAME_LIKE.exec(local)?.[1];
  if (identifier.includes('@') && first && !MAILBOX.has(first.toLowerCase()))
    return first[0]!.toUpperCase() + first.slice(1).toLowerCase();
  return subject.kind === 'event' || /^log:/i.test(subject.asked) ? 'this person' : quote(subject.asked, LONGEST_NAME);
}

/** Fills `{person}` in, and masks everybody else's names, addresses and tokens that free text brought along. */
export function speaker(name: string, own: readonly string[]): (sentence: string) => string {
  return (sentence) => {
    const filled = sentence.replaceAll('{person}', () => name);
    return capital(maskPeople(filled, { keep: own }));
  };
}

/** A sentence begins with a capital, but an address or an id stays as it is. */
function capital(sentence: string): string {
  const first = sentence.split(' ')[0]!;
  return /^\p{Ll}+$/u.test(first) ? sentence[0]!.toUpperCase() + sentence.slice(1) : sentence;
}
