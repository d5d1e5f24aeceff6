import type { Arrival, Facts } from './log-event.ts';

/** Knows some people by what they are called. */
export interface Whom {
  /** By a user id, with or without its provider. */
  isUser(userId: string): boolean;
  /** By an e-mail address, a phone number or a user name, however it is written. */
  isName(identifier: string): boolean;
}

/** Whether an event names one of these people: in a field of its own, or anywhere in its body. */
export function names({ event, body }: Arrival, whom: Whom): boolean {
  const { userId, identifier, targetUserId, text, facts } = event;
  if (userId !== null && whom.isUser(userId)) return true;
  if (targetUserId !== null && whom.isUser(targetUserId)) return true;
  if (identifier !== null && whom.isName(identifier)) return true;
  // A user id may hold an address.
  return (
    [userId, targetUserId, identifier, text].some((words) => words !== null && namedIn(words, whom)) ||
    (!isEmpty(facts) && namedIn(JSON.stringify(facts), whom)) ||
    namedIn(body, whom)
  );
}

function isEmpty(facts: Facts): boolean {
  for (const _ in facts) return false;
  return true;
}

/**
 * Whether a text names one of these people. E-mail addresses, user ids and phone numbers are known wherever they
 * stand, also in prose and in URLs; a user name is a word like any other, so it counts only where JSON says that it
 * names somebody. Linear in the length of the text.
 */
export function namedIn(text: string, whom: Whom): boolean {
  const plain = unescaped(text);
  return hasAddress(plain, whom) || hasUserId(plain, whom) || hasPhone(plain, whom) || hasField(plain, whom);
}

const ESCAPED = /%40|%7c|%2b|\\u0040|\\u007c|\\u002b/gi;

/** The three characters by which names are found, as URLs and careful JSON write them. */
function unescaped(text: string): string {
  if (!text.includes('%') && !text.includes('\\u00')) return text;
  return text.replace(ESCAPED, (mark) => String.fromCharCode(Number.parseInt(mark.slice(-2), 16)));
}

/** Ends an e-mail address on either side. */
const ADDRESS_ENDS = ends(` \t\r\n"'<>(),;:[]{}|=&?/\\\`@`);
/** Ends a user id on its right; what is left of its bar is a word. */
const ID_ENDS = ends(` \t\r\n"'<>(),;&\\\``);
const LONGEST = 512;

/** A table of characters, by their code. Quotation marks of prose end everything. */
function ends(characters: string): Uint8Array {
  return Uint8Array.from({ length: 0x2020 }, (_, code) =>
    Number(`${characters}“”‘’`.includes(String.fromCharCode(code))),
  );
}

function hasAddress(text: string, whom: Whom): boolean {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const first = reach(text, at, -1, ADDRESS_ENDS);
    const last = reach(text, at, 1, ADDRESS_ENDS);
    if (first === at || last === at) continue;
    const found = text.slice(first, last + 1);
    // An address in prose may be the end of a sentence.
    if (whom.isName(found) || (found.endsWith('.') && whom.isName(found.replace(/\.+$/, '')))) return true;
  }
  return false;
}

function hasUserId(text: string, whom: Whom): boolean {
  for (let at = text.indexOf('|'); at !== -1; at = text.indexOf('|', at + 1)) {
    let first = at;
    while (first > 0 && at - first < LONGEST && /[\w-]/.test(text[first - 1]!)) first--;
    // A bar within a user id begins no other.
    if (first === at || text[first - 1] === '|') continue;
    const found = text.slice(first, reach(text, at, 1, ID_ENDS) + 1);
    if (whom.isUser(found)) return true;
    const ended = found.replace(/[.:!?]+$/, '');
    if (ended !== found && whom.isUser(ended)) return true;
    // In a path, what follows is of the path.
    if (found.includes('/') && whom.isUser(found.slice(0, found.indexOf('/')))) return true;
  }
  return false;
}

/** The last place from `at` on, in one direction, that does not end a name. */
function reach(text: string, at: number, step: 1 | -1, table: Uint8Array): number {
  const most = step === 1 ? Math.min(text.length - 1, at + LONGEST) : Math.max(0, at - LONGEST);
  let place = at;
  while (place !== most && table[text.charCodeAt(place + step)] !== 1) place += step;
  return place;
}

const PHONE = /\+\d(?:[ ().-]{0,2}\d){6,14}/g;

function hasPhone(text: string, whom: Whom): boolean {
  if (!text.includes('+')) return false;
  for (const [found] of text.matchAll(PHONE)) if (whom.isName(found)) return true;
  return false;
}

/** Fields whose value names somebody: Auth0's, and those of LogEvent. */
const FIELD =
  /"(user_?name|identifier|new_?identifier|invited|actor|email|phone_number|nickname|login_hint|(?:target_?)?user_?id)"\s*:\s*"((?:[^"\\]|\\.){1,512})"/gi;

function hasField(text: string, whom: Whom): boolean {
  for (const [, field, quoted] of text.matchAll(FIELD)) {
    const value = quoted!.includes('\\') ? parsed(quoted!) : quoted!;
    if (/id$/i.test(field!) ? whom.isUser(value) : whom.isName(value)) return true;
  }
  return false;
}

function parsed(quoted: string): string {
  try {
    return JSON.parse(`"${quoted}"`) as string;
  } catch {
    return quoted;
  }
}
