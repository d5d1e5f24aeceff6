import { maskPeople } from '../privacy.ts';
import type { Evidence } from './evidence.ts';
import type { Explanation } from './explanation.ts';
import { quote } from './quote.ts';

/** "ada.lovelace@…" and "Ada" in a profile make a name; "info@…" and "asmith@…" do not. */
const NAME_LIKE = /^(\p{L}{2,20})[._-]\p{L}[\p{L}._-]*\d{0,4}$/u;
/** First parts of shared mailboxes are no names. */
const MAILBOX = new Set(
  'info support sales admin office team hello contact service help no noreply mail billing'.split(' '),
);

const LONGEST_NAME = 80;

/**
 * How the person is called in sentences: by the first name, where one is known or the address shows it; else as asked.
 * An id or a name that is masked in the logs is no name.
 */
export function nameOf({ subject, identifiers, profile }: Evidence, behind: Explanation['identities']): string {
  const given = profile?.users
    ?.map((user) => user.given_name)
    .find((name): name is string => typeof name === 'string' && name.trim() !== '');
  if (given && subject.kind === 'person') return quote(given, LONGEST_NAME);
  const identifier = subject.kind === 'address' ? behind[0]?.identifier : identifiers[0];
  const name = identifier == null ? null : firstName(identifier);
  if (name !== null) return name;
  if (subject.kind === 'address') return behind.length === 1 ? 'the person' : 'whoever signs in there';
  const known = subject.kind === 'person' && !/^log:|\|/i.test(subject.asked);
  return known ? quote(subject.asked, LONGEST_NAME) : 'this person';
}

/** As asked, letter by letter. */
export function askedName(subject: Evidence['subject']): string {
  return subject.kind === 'event' ? 'this person' : quote(subject.asked.replace(/^ip:/i, ''), LONGEST_NAME);
}

function firstName(identifier: string): string | null {
  const first = identifier.includes('@') ? NAME_LIKE.exec(identifier.split('@')[0]!)?.[1] : undefined;
  if (first === undefined || MAILBOX.has(first.toLowerCase())) return null;
  return first[0]!.toUpperCase() + first.slice(1).toLowerCase();
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
