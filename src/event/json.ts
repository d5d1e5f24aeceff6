/** Narrow readers for JSON of unknown shape: each returns null where the shape is another. None throws. */

export type JsonObject = { readonly [key: string]: unknown };

export const NOTHING: JsonObject = Object.freeze({});

/** An object that is no array. */
export function object(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

export function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * A string that is not empty, cut at `longest` UTF-16 units and never inside a character; a number as its digits.
 * Without NUL characters: databases end a text there.
 */
export function text(value: unknown, longest: number): string | null {
  if (typeof value === 'string') {
    const whole = value.includes('\0') ? value.slice(0, longest * 2).replaceAll('\0', '') : value;
    if (whole.length <= longest) return whole === '' ? null : whole;
    const last = whole.charCodeAt(longest - 1);
    return whole.slice(0, last >= 0xd800 && last <= 0xdbff ? longest - 1 : longest);
  }
  return typeof value === 'number' ? String(value) : null;
}

/** The texts of an array, or a single text as an array of one; null where there is none. */
export function texts(value: unknown, longest: number, most: number): string[] | null {
  const found: string[] = [];
  for (const item of Array.isArray(value) ? value : [value]) {
    const one = text(item, longest);
    if (one !== null) found.push(one);
    if (found.length === most) break;
  }
  return found.length > 0 ? found : null;
}

export function number(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^-?\d{1,17}(?:\.\d+)?$/.test(value)) return null;
  return Number(value);
}

export function flag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
