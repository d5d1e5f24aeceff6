/** "+49 151 1234-567", "0049 …": an international phone number, however it is written. */
const PHONE = /^(?:\+|00(?=[\s().\-/]*[1-9]))[\d\s().\-/]+$/;
const PHONE_DIGITS = { min: 7, max: 15 };

/**
 * How identifiers are compared: trimmed, NFC, lower-case; an international phone number as "+" and its digits.
 * A national number stays as it is: without a country it could be somebody else's.
 */
export function identifierKey(text: string): string {
  const trimmed = text.trim();
  if (PHONE.test(trimmed)) {
    const digits = trimmed.replace(/\D/g, '').replace(/^00/, '');
    if (digits.length >= PHONE_DIGITS.min && digits.length <= PHONE_DIGITS.max) return `+${digits}`;
  }
  return trimmed.normalize('NFC').toLowerCase().normalize('NFC');
}

/** 64 or 128 bits in hex: what xxhash writes; a digit and a letter, so that no word or number is taken for one. */
const HASH = /^(?=.*\d)(?=.*[a-f])(?:[0-9a-f]{16}|[0-9a-f]{32})$/i;

/**
 * Auth0's log streams can obfuscate names before they send them ("mask": asterisks, "hash": xxhash). Then nobody is
 * found by name, which must be said rather than "no such user".
 */
export function isMasked(identifier: string): boolean {
  const text = identifier.trim();
  return /\*{3}/.test(text) || HASH.test(text);
}
