import { ClickHouseError } from '@clickhouse/client';
import { Fault } from '../../errors.ts';

const MISSING = 'so nothing can be answered from what it holds, and nothing new is stored. What is stored is safe.';

/** ClickHouse's error codes that a user can do something about. `where`: the node asked, without credentials. */
const SENTENCES: Record<string, (where: string, message: string) => string> = {
  60: (where) =>
    `ClickHouse at ${where} lacks a table of whylogin. Start whylogin again with every node up: it makes what is missing.`,
  81: (where) => `ClickHouse at ${where} has no such database. Check CLICKHOUSE_DATABASE, or import logs first.`,
  139: (where, message) =>
    /No macro/.test(message)
      ? `ClickHouse at ${where} has no macros {shard} and {replica}. Replicated tables need them; else unset CLICKHOUSE_REPLICATED.`
      : `ClickHouse at ${where} failed.`,
  159: (where) =>
    `ClickHouse at ${where} took too long over a question. Ask for a shorter time, or give it more cores.`,
  164: (where) => `This user may only read in ClickHouse at ${where}. Check CLICKHOUSE_USER and its profile.`,
  194: (where) =>
    `ClickHouse at ${where} refuses the user or the password. Check CLICKHOUSE_USER and CLICKHOUSE_PASSWORD.`,
  209: shardMissing,
  210: shardMissing,
  225: (where) => `ClickHouse at ${where} has no Keeper. Replicated tables need one; else unset CLICKHOUSE_REPLICATED.`,
  241: (where) =>
    `ClickHouse at ${where} has too little memory for a question. Give it more, or ask for a shorter time.`,
  242: (where) =>
    `ClickHouse at ${where} has lost its Keeper and can only be read. Nothing of this batch was acknowledged.`,
  243: (where) => `The disk of ClickHouse at ${where} is full. Nothing of this batch was acknowledged; make room.`,
  252: (where) =>
    `ClickHouse at ${where} cannot keep up with merging. Nothing of this batch was acknowledged; try again.`,
  279: shardMissing,
  497: (where, message) =>
    `ClickHouse at ${where} does not allow this user what whylogin needs${grantIn(message)}; docs/scale.md lists the grants.`,
  516: (where) =>
    `ClickHouse at ${where} refuses the user or the password. Check CLICKHOUSE_USER and CLICKHOUSE_PASSWORD.`,
  701: (where) =>
    `ClickHouse at ${where} knows no cluster of that name. Check CLICKHOUSE_CLUSTER and its remote_servers.`,
};

/** The grant that ClickHouse names, without its columns. */
function grantIn(message: string): string {
  const grant = /have the grant ([A-Z ]+?)(?:\([^)]*\))? ON ([\w.*]+)/.exec(message);
  return grant === null ? '' : ` (${grant[1]} ON ${grant[2]!.replace(/\.$/, '')})`;
}

function shardMissing(_where: string, message: string): string {
  const shard = /\((?:[^()\s]*@)?([\w.-]+:\d+)[^()]*\)|\b(\d{1,3}(?:\.\d{1,3}){3}:\d+)/.exec(message);
  const named = shard === null ? '' : ` (${shard[1] ?? shard[2]})`;
  return `A shard of ClickHouse does not answer${named}, ${MISSING} Try again when it is back.`;
}

/** Errors of the network, by Node's code. */
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
]);

/** The node did not answer, so that another one may. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof ClickHouseError || error instanceof Fault) return false;
  const { code, message = '' } = (error ?? {}) as { code?: string; message?: string };
  return NETWORK.has(code ?? '') || /^Timeout error|socket hang up/i.test(message);
}

/** What ClickHouse or the network says, as a sentence that tells what to do. */
export function clickHouseFault(error: unknown, url: string): Fault {
  if (error instanceof Fault) return error;
  const where = hostOf(url);
  const { code, message = String(error) } = (error ?? {}) as { code?: string; message?: string };
  const operator = `ClickHouse at ${where}: ${code ?? ''} ${message}`;
  if (isUnreachable(error)) {
    const sentence = `ClickHouse at ${where} does not answer, ${MISSING} Check that it runs and that CLICKHOUSE_URL is right.`;
    return new Fault('store', sentence, { operator, cause: error });
  }
  const sentence = SENTENCES[code ?? '']?.(where, message) ?? `ClickHouse at ${where} failed.`;
  return new Fault('store', sentence, { operator, cause: error });
}

export function hostOf(url: string): string {
  return new URL(url).host;
}
