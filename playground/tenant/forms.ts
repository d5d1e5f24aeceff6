import { createHash } from 'node:crypto';
import { TENANT } from './larkspur.ts';
import type { LoggedRow } from './numbering.ts';
import type { Body } from './rows/row.ts';

/** A row as GET /api/v2/logs returns it: the browser parsed, the id twice. */
export interface ApiRow extends Body {
  log_id: string;
  _id: string;
  isMobile: boolean;
}

/** The same as a custom webhook log stream posts it: wrapped, the browser's raw header. */
export interface StreamRow {
  log_id: string;
  data: Body & { log_id: string };
}

/** The same as Amazon EventBridge delivers it. */
export interface EventBridgeRow {
  version: '0';
  id: string;
  'detail-type': 'Auth0 log';
  source: string;
  account: string;
  /** When it was delivered, to the second. */
  time: string;
  region: string;
  resources: string[];
  detail: StreamRow;
}

export function asApiRow({ body, device, logId }: LoggedRow): ApiRow {
  return { ...body, log_id: logId, _id: logId, isMobile: device?.mobile ?? false };
}

export function asStreamRow({ body, device, logId }: LoggedRow): StreamRow {
  const raw = device === null ? body : { ...body, user_agent: device.header };
  return { log_id: logId, data: { ...raw, log_id: logId } };
}

export function asEventBridge(row: LoggedRow): EventBridgeRow {
  return {
    version: '0',
    id: uuid(row.logId),
    'detail-type': 'Auth0 log',
    source: `aws.partner/auth0.com/${TENANT.name}-${uuid(TENANT.name)}/auth0.logs`,
    account: '000000000000',
    time: new Date(row.at + 1_500).toISOString().replace(/\.\d+/, ''),
    region: 'eu-central-1',
    resources: [],
    detail: asStreamRow(row),
  };
}

function uuid(of: string): string {
  const hex = createHash('sha256').update(of).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
