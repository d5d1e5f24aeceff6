import ipaddr from 'ipaddr.js';
import type { Sent } from '../../playground/slack/received.ts';
import type { Office } from '../../playground/tour/office.ts';

/** All that left the process, as a text a piece. */
export interface Spoken {
  /** Channels, direct messages, Home, files: whatever somebody else may read, or stays. */
  readonly open: readonly string[];
  /** To the one who asked alone: ephemeral messages and modals. */
  readonly closed: readonly string[];
  readonly logged: readonly string[];
}

/** What a whole run must not tell. */
export interface Secrets {
  /** Names of people, as Auth0 knows them: addresses, ids, numbers. */
  readonly names: readonly string[];
  readonly tokens: readonly string[];
  /** Whether somebody acted from there against five people or more. */
  acted(ip: string): boolean;
}

const CLOSED = new Set(['chat.postEphemeral', 'views.open', 'views.push', 'views.update']);

function isClosed({ through, name, audience, body }: Sent): boolean {
  if (through === 'acknowledgement') return audience !== 'channel';
  if (through === 'response_url') return !JSON.stringify(body).includes('in_channel');
  return CLOSED.has(name);
}

export function spokenIn({ workspace, logged, told }: Office): Spoken {
  const texts = (sent: readonly Sent[]) => sent.map(({ body }) => JSON.stringify(body));
  const { all } = workspace.received;
  return {
    open: [...texts(all.filter((sent) => !isClosed(sent))), ...told],
    closed: texts(all.filter(isClosed)),
    logged,
  };
}

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const PHONE = /\+\d(?:[ ().-]{0,2}\d){6,14}/g;
const TOKEN = /\bxox[a-z]-[\w-]+|\bxapp-[\w-]+|\beyJ[\w-]{6,}|\bBearer [\w.~+/=-]{8,}/g;
const IP = /(?<![\w.:/])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})(?![\w:/]|\.\d)/gi;
/** The example of the help texts. */
const EXAMPLE = 'ada@example.com';
const HERE = /^(?:127\.|::1$|::$|0\.0\.0\.0$)/;

function namesIn(text: string, { names }: Secrets): string[] {
  const addresses = (text.match(EMAIL) ?? []).filter((address) => address !== EXAMPLE);
  return [...names.filter((name) => text.includes(name)), ...addresses, ...(text.match(PHONE) ?? [])];
}

function tokensIn(text: string, { tokens }: Secrets): string[] {
  return [...tokens.filter((token) => text.includes(token)), ...(text.match(TOKEN) ?? [])];
}

function addressesIn(text: string): string[] {
  return (text.match(IP) ?? []).filter((ip) => ipaddr.isValid(ip) && !HERE.test(ip));
}

/** Everything that was told and must not be, with where. Nothing where all is well. */
export function leaksIn({ open, closed, logged }: Spoken, secrets: Secrets): string[] {
  const found = (where: string, texts: readonly string[], look: (text: string) => string[]) =>
    texts.flatMap((text) => look(text).map((leak) => `${where}: ${leak}`));
  return [
    ...found('open', open, (text) => [...namesIn(text, secrets), ...tokensIn(text, secrets)]),
    ...found('open', open, (text) => addressesIn(text).filter((ip) => !secrets.acted(ip))),
    ...found('closed', closed, (text) => tokensIn(text, secrets)),
    ...found('log', logged, (text) => [...namesIn(text, secrets), ...tokensIn(text, secrets), ...addressesIn(text)]),
  ];
}
