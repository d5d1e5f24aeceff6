import type { z } from 'zod';
import { isObject } from '../json.ts';

/** What is wrong in blocks or a view, and where: a JSON pointer from the top of the request. */
export interface Problem {
  readonly message: string;
  readonly pointer: string;
}

function at(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step)}`).join('');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );
}

const NOUNS: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  boolean: 'a boolean',
  number: 'a number',
  int: 'an integer',
};

/** A zod issue in Slack's words, as its answers have them. */
function worded(issue: z.core.$ZodIssue, whole: unknown, base: string): Problem[] {
  const { path } = issue;
  const pointer = base + at(path);
  const missing = valueAt(whole, path) === undefined && path.length > 0;
  const parent = base + at(path.slice(0, -1));
  if (missing && issue.code !== 'custom')
    return [{ message: `missing required field: ${String(path.at(-1))}`, pointer: parent }];
  switch (issue.code) {
    case 'invalid_type':
      return [{ message: `must provide ${NOUNS[issue.expected] ?? issue.expected}`, pointer }];
    case 'too_big':
      if (issue.origin === 'string')
        return [{ message: `must be less than ${Number(issue.maximum) + 1} characters`, pointer }];
      if (issue.origin === 'array') return [{ message: `no more than ${issue.maximum} items allowed`, pointer }];
      return [{ message: `must be less than or equal to ${issue.maximum}`, pointer }];
    case 'too_small':
      if (issue.origin === 'string')
        return [{ message: `must be more than ${Number(issue.minimum) - 1} characters`, pointer }];
      if (issue.origin === 'array') return [{ message: `must provide at least ${issue.minimum} items`, pointer }];
      return [{ message: `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`, pointer }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ message: `invalid additional property: ${key}`, pointer }));
    case 'invalid_union': {
      const value = valueAt(whole, issue.discriminator ? path.slice(0, -1) : path);
      const type = isObject(value) ? value.type : undefined;
      if (issue.discriminator === undefined) return [{ message: 'failed to match all allowed schemas', pointer }];
      return [{ message: `unsupported type: ${String(type)}`, pointer }];
    }
    case 'invalid_value':
      return [{ message: `must be one of: ${issue.values.join(', ')}`, pointer }];
    default:
      return [{ message: issue.message, pointer }];
  }
}

/** What a schema finds wrong with a value; nothing where it is right. */
export function problemsOf(schema: z.ZodType, value: unknown, base: string): Problem[] {
  const read = schema.safeParse(value);
  return (read.error?.issues ?? []).flatMap((issue) => worded(issue, value, base));
}

/** A problem as Slack's answers have it. */
export function asLine({ message, pointer }: Problem): string {
  return `${message} [json-pointer:${pointer}]`;
}
