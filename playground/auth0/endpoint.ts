import { ApiError } from './api-error.ts';
import type { Group } from './plans.ts';

export type Query = URLSearchParams;

export interface Answer {
  status?: number;
  /** JSON; none where undefined. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** One GET endpoint of the Management API. */
export interface Endpoint {
  /** Of the path below /api/v2; groups are its decoded parameters. */
  path: RegExp;
  /** One of them is needed. */
  scopes: readonly string[];
  group: Group;
  /** @param here the URL that was asked for */
  answer(parameters: string[], query: Query, here: string): Answer;
}

/** A whole number out of the query, at most `most`. */
export function numberOf(query: Query, name: string, fallback: number, most: number): number {
  const text = query.get(name);
  if (text === null || text === '') return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most)
    throw new ApiError(
      400,
      `Query validation error: 'Invalid value "${text}" for property ${name}. Maximum value ${most}'`,
      'invalid_query_string',
    );
  return value;
}
