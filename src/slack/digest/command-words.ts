import type { Filter } from '../../digest/digest.ts';
import { Fault } from '../../errors.ts';

export type DigestRequest =
  | { kind: 'help' }
  | { kind: 'list' }
  | { kind: 'show'; week: string | 'this' | null; filter: Filter | undefined }
  | { kind: 'subscribe'; weekday: number; time: string; filter: Filter | undefined }
  | { kind: 'unsubscribe'; filter: Filter | undefined };

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const KEYS: Readonly<Record<string, keyof Filter>> = {
  app: 'application',
  application: 'application',
  connection: 'connection',
  org: 'organization',
  organization: 'organization',
};
/** `app:Web`, `org:"Tallis Verlag"`, with the quotes that phones make too. */
const KEY = /(?:^|\s)([a-z]{2,12}):\s?(?:["“”„]([^"“”„]{1,200})["“”„]|(\S{1,200}))/gi;
const WEEK = /^\d{4}-?w\d{1,2}$/i;
const TIME = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;

const USUAL = { weekday: 1, time: '09:00' } as const;

/**
 * Reads what was typed after /logindigest.
 * @throws Fault 'bad_request' that quotes what is not understood
 */
export function readDigestRequest(typed: string): DigestRequest {
  const { filter, rest } = filterIn(typed);
  const [first = '', ...words] = rest.toLowerCase().split(/\s+/).filter(Boolean);
  if (['help', '?', '-h', '--help'].includes(first)) return { kind: 'help' };
  if (first === 'list') return { kind: 'list' };
  if (first === 'unsubscribe') return { kind: 'unsubscribe', filter };
  if (first === 'subscribe') return { kind: 'subscribe', ...moment(words), filter };
  if (first === '' || first === 'last') return { kind: 'show', week: null, filter };
  if (first === 'this') return { kind: 'show', week: 'this', filter };
  if (WEEK.test(first)) return { kind: 'show', week: first.toUpperCase(), filter };
  throw new Fault(
    'bad_request',
    `I don’t understand “${rest.slice(0, 80)}”. Like this: \`/logindigest\`, \`/logindigest 2026-W46 app:Web\`, \`/logindigest subscribe Monday 09:00\`, \`/logindigest unsubscribe\`, \`/logindigest list\``,
  );
}

function filterIn(typed: string): { filter: Filter | undefined; rest: string } {
  const filter: Filter = {};
  const rest = typed.replace(KEY, (whole, key: string, quoted: string | undefined, bare: string | undefined) => {
    const meant = KEYS[key.toLowerCase()];
    if (meant === undefined)
      throw new Fault(
        'bad_request',
        `I don’t know “${whole.trim()}”. A digest can be of a part of the tenant, like this: \`/logindigest app:"Customer Portal"\`; also connection:… and org:…`,
      );
    filter[meant] = (quoted ?? bare ?? '').trim();
    return ' ';
  });
  return { filter: filterFrom(filter), rest: rest.trim() };
}

function moment(words: readonly string[]): { weekday: number; time: string } {
  let { weekday, time }: { weekday: number; time: string } = USUAL;
  for (const word of words) {
    const day = WEEKDAYS.findIndex((name) => word.length >= 3 && name.startsWith(word.replace(/s$/, '')));
    const clock = TIME.exec(word);
    if (day >= 0) weekday = day + 1;
    else if (clock !== null) time = `${clock[1]!.padStart(2, '0')}:${clock[2]}`;
    else if (!['on', 'at', 'every'].includes(word))
      throw new Fault(
        'bad_request',
        `I don’t understand “${word}”. Like this: \`/logindigest subscribe Monday 09:00\``,
      );
  }
  return { weekday, time };
}

/** A filter of names, or none where nothing was named. */
export function filterFrom(names: Filter | Readonly<Record<string, string>>): Filter | undefined {
  return Object.keys(names).length > 0 ? { ...names } : undefined;
}

/** "of application Web, organization Tallis", "of the whole tenant" */
export function filterWords(filter: Filter | undefined): string {
  const parts = Object.entries(filter ?? {}).map(([key, name]) => `${key} ${name}`);
  return parts.length > 0 ? `of ${parts.join(', ')}` : 'of the whole tenant';
}
