import { z } from 'zod';
import type { Answer, ManagementApi, Request } from './management-api.ts';
import { isRefused } from './request.ts';

/** The most that Auth0 gives in one answer. */
export const PAGE = 100;

const rows = z.array(z.unknown());
/** What the caller needs of a row before it is normalized. */
const withId = z.looseObject({ log_id: z.string() });

export interface LogPage {
  /** As the API returned them, in the order of their ids. */
  rows: unknown[];
  /** Where the next page begins: out of the Link header, else the last row's id; `from` again where there is nothing. */
  next: string;
}

/**
 * The next rows after a log id. Such pages have no end: an empty one means that nothing is newer yet.
 * @throws RequestError; `refused` with 400 or 404 where Auth0 no longer knows the id
 */
export async function logsAfter(api: ManagementApi, from: string, request: Request = {}): Promise<LogPage> {
  const answer = await api.attempt('/logs', rows, { ...request, query: { from, take: PAGE } });
  return { rows: answer.data, next: nextOf(answer) ?? logIdOf(answer.data.at(-1)) ?? from };
}

/** The oldest rows that retention holds, by date; of those with smaller ids than `below` where that is given. */
export async function oldestLogs(api: ManagementApi, request: Request = {}, below?: string): Promise<unknown[]> {
  const query: Record<string, string | number> = { sort: 'date:1', per_page: PAGE, page: 0 };
  if (below !== undefined) query.q = `log_id:[* TO ${below}}`;
  return (await api.attempt('/logs', rows, { ...request, query })).data;
}

export interface FirstLog {
  id: string;
  row: unknown;
}

/**
 * The row with the smallest id that Auth0 has; null where there are no logs. Dates and ids do not run quite alike, so
 * the oldest by date are only where the search begins; where Auth0 does not take ranges of ids, it ends there.
 */
export async function firstLog(api: ManagementApi, request: Request = {}): Promise<FirstLog | null> {
  let first = null as FirstLog | null;
  for (let lower = true; lower; ) {
    const older: unknown[] = await oldestLogs(api, request, first?.id).catch((error: unknown) => {
      if (first !== null && isRefused(error, 400)) return [];
      throw error;
    });
    lower = false;
    for (const row of older) {
      const id = logIdOf(row);
      if (id === undefined || (first !== null && id >= first.id)) continue;
      first = { id, row };
      lower = true;
    }
  }
  return first;
}

/** Whether Auth0 still has a row. */
export async function hasLog(api: ManagementApi, logId: string, request: Request = {}): Promise<boolean> {
  const query = { q: `log_id:"${logId}"`, per_page: 1, page: 0 };
  return (await api.attempt('/logs', rows, { ...request, query })).data.length > 0;
}

export function logIdOf(row: unknown): string | undefined {
  return withId.safeParse(row).data?.log_id;
}

/** Only the id is taken out of the link: requests go nowhere else than to the tenant. */
function nextOf({ headers }: Answer<unknown>): string | undefined {
  const link = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(headers.link ?? '')?.[1];
  if (link === undefined || !URL.canParse(link, 'https://tenant.invalid')) return undefined;
  return new URL(link, 'https://tenant.invalid').searchParams.get('from') ?? undefined;
}

/** When Auth0 wrote a row down, epoch ms: log ids begin with "900" and the time to the millisecond. Null for others. */
export function loggedAt(logId: string): number | null {
  const found = /^900(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})\d/.exec(logId);
  if (found === null) return null;
  const [year, month, day, hour, minute, second, ms] = found.slice(1).map(Number) as [number, ...number[]];
  const at = Date.UTC(year, month! - 1, day, hour, minute, second, ms);
  return Number.isNaN(at) ? null : at;
}
