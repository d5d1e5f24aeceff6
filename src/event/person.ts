import { array, type JsonObject, NOTHING, object, text } from './json.ts';

export const LONGEST_IDENTIFIER = 512;

/** What names the person inside prose: limit_wc's text, a mail's "To:", Microsoft's and other providers' texts. */
const IN_PROSE = [
  /\bUser \(([^\s()]{1,512})\) attempted /,
  /^To: (\S{1,512})$/,
  /\buser(?: account)? '([^\s'|]{1,512})'/i,
];
/** Prose longer than this names people by accident. */
const LONGEST_PROSE = 2_000;

/**
 * A person's name out of an event whose `user_name` is missing, from the most to the least direct place.
 * `prose` is the event's description and error message. Null where nobody is named.
 */
export function identifierIn(details: JsonObject, prose: readonly (string | null)[]): string | null {
  const body = object(details.body) ?? NOTHING;
  const query = object(details.query) ?? NOTHING;
  return (
    name(body.email) ??
    name(body.phone_number) ??
    name(body.username) ??
    name(details.email) ??
    name(query.email) ??
    name(query.username) ??
    name(details.to) ??
    name(body.to) ??
    hint(object(details.qs)?.login_hint) ??
    hint(body.login_hint) ??
    prompted(details.prompts) ??
    inProse(prose) ??
    // Invited, and nobody else is known: the row must still be found by that address.
    name(object(object(details.invitation)?.invitee)?.email)
  );
}

function name(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? text(value, LONGEST_IDENTIFIER) : null;
}

/** A login_hint may also be a token or an object in text (CIBA), which name nobody. */
function hint(value: unknown): string | null {
  const found = name(value);
  return found === null || /^[{[]|^ey[\w-]+\./.test(found) ? null : found;
}

function prompted(prompts: unknown): string | null {
  for (const prompt of array(prompts)) {
    const found = name(object(prompt)?.user_name);
    if (found !== null) return found;
  }
  return null;
}

function inProse(prose: readonly (string | null)[]): string | null {
  for (const words of prose) {
    if (words === null || words.length > LONGEST_PROSE) continue;
    for (const pattern of IN_PROSE) {
      const found = pattern.exec(words)?.[1];
      if (found !== undefined) return found;
    }
  }
  return null;
}

/** The addresses of a changed identifier: e-mail, user name or phone number, before and after. */
export function changedIdentifier(body: JsonObject): { before: string | null; after: string } | null {
  const after = name(body.newEmail) ?? name(body.newUsername) ?? name(body.new_phone_number);
  if (after === null) return null;
  const before = body.newEmail !== undefined ? body.email : (body.oldUsername ?? body.old_phone_number);
  return { before: name(before), after };
}
