import { z } from 'zod';
import type { Answer, ManagementApi, Request } from './management-api.ts';

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

/** The oldest rows that retention holds, by date. */
export async function oldestLogs(api: ManagementApi, request: Request = {}): Promise<unknown[]> {
  const query = { sort: 'date:1', per_page: PAGE, page: 0 };
  return (await api.attempt('/logs', rows, { ...request, query })).data;
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
