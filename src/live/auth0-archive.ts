import { z } from 'zod';
import type { PersonKeys, Range } from '../store/port.ts';
import { archiveOf, MOST_ROWS } from './archive.ts';
import { oldestLogs, PAGE } from './log-pages.ts';
import type { ManagementApi } from './management-api.ts';
import type { Archive } from './port.ts';

const SECONDS = 1.25;
/** A longer query is refused (414). */
const MOST_NAMES = 8;

const rows = z.array(z.unknown());
const dated = z.looseObject({ date: z.string() });

/** Auth0's own logs, searched by name: as far back as the plan keeps them, a thousand rows at most. */
export function auth0Archive(api: ManagementApi): Archive {
  return archiveOf('Auth0', SECONDS, async ({ keys, range, signal, found, reaches }) => {
    const [oldest] = await oldestLogs(api, { urgent: true, signal });
    const reach = Date.parse(dated.safeParse(oldest).data?.date ?? '');
    reaches(Number.isNaN(reach) ? range.to : reach);
    if (!(reach <= range.to)) return null;
    const query = { q: queryOf(keys, range), sort: 'date:-1', per_page: PAGE };
    for (let page = 0; page < MOST_ROWS / PAGE; page++) {
      const { data } = await api.attempt('/logs', rows, { query: { ...query, page }, urgent: true, signal });
      found(data);
      if (data.length < PAGE) return null;
    }
    return `it gives the newest ${MOST_ROWS.toLocaleString('en')} rows only`;
  });
}

/** Names are compared in the case that was typed: in small letters, and as phones begin a word. */
function queryOf({ userIds, identifiers }: PersonKeys, { from, to }: Range): string {
  const names = [...new Set(identifiers.flatMap((name) => [name, name.slice(0, 1).toUpperCase() + name.slice(1)]))];
  const who = [listed('user_name', names), listed('user_id', userIds)].filter((part) => part !== '').join(' OR ');
  return `(${who}) AND date:[${new Date(from).toISOString()} TO ${new Date(to).toISOString()}]`;
}

function listed(field: string, values: readonly string[]): string {
  const few = values.slice(0, MOST_NAMES).map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`);
  return few.length === 0 ? '' : `${field}:(${few.join(' OR ')})`;
}
