import { distance } from 'fastest-levenshtein';
import { Fault } from '../../errors.ts';

const UNITS = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 30 * 86_400_000 } as const;
type Unit = keyof typeof UNITS;

const LONGEST = 365 * UNITS.day;
/** What a key may be called, and what it is. Keys of whom it is about (ip:, log:) belong to the name. */
const KEYS: ReadonlyMap<string, 'application' | 'ticket' | 'since'> = new Map(
  Object.entries({
    app: 'application',
    application: 'application',
    ticket: 'ticket',
    case: 'ticket',
    since: 'since',
    last: 'since',
  } as const),
);
const NAME_KEYS = new Set(['ip', 'log', 'mailto', 'tel']);
const WORDS = ['last', ...Object.keys(UNITS).map((unit) => `${unit}s`)];
const EXAMPLE = '`/whylogin ada@example.com last 30 days app:Web ticket:ABC-1`';

export interface QuestionOptions {
  /** ms; null where not given */
  since: number | null;
  application: string | null;
  ticket: string | null;
  /** What is left: whom it is about. */
  rest: string;
}

/** `last 30 days`, `past week`, `since 12h`, `last 90 minutes` */
const SPAN =
  /(?:^|\s)(?:last|past|since|for)\s+(?:the\s+)?(?:(\d{1,5})\s*)?(minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|months?)(?=\s|$)/i;
/** `app:Web`, `app:"Customer Portal"`, with the quotes that phones make too */
const KEY = /(?:^|\s)([a-z]{2,12}):\s?(?:["“”„]([^"“”„]{1,200})["“”„]|([^\s<>|@]\S{0,199}))/gi;
const SHORT_SPAN = /^(\d{1,5})\s*([a-z]+)$/i;

/**
 * Takes the options out of what was typed, wherever they stand.
 * @throws Fault 'bad_request' for an option that is nearly one, or a span that is none
 */
export function optionsIn(typed: string): QuestionOptions {
  const options: QuestionOptions = { since: null, application: null, ticket: null, rest: '' };
  const withoutKeys = typed.replace(KEY, (whole, key: string, quoted: string | undefined, bare: string | undefined) => {
    const name = key.toLowerCase();
    if (NAME_KEYS.has(name)) return whole;
    const meant = KEYS.get(name);
    const value = (quoted ?? bare ?? '').trim();
    if (meant === undefined) {
      const near = nearest(name, [...KEYS.keys()]);
      if (near === null) return whole;
      const mended = typed.replace(`${key}:`, `${near}:`);
      throw new Fault('bad_request', `I don’t know the option “${key}:”. Did you mean ${command(mended)}?`);
    }
    if (meant === 'since') options.since = shortSpan(value);
    else options[meant] = value;
    return ' ';
  });
  const withoutSpan = withoutKeys.replace(SPAN, (_whole, count: string | undefined, unit: string) => {
    options.since = span(Number(count ?? 1), unit);
    return ' ';
  });
  return { ...options, rest: withoutSpan.replace(/\s+/g, ' ').trim() };
}

function shortSpan(text: string): number {
  const found = SHORT_SPAN.exec(text);
  if (found === null) throw badSpan(text);
  return span(Number(found[1]), found[2]!);
}

function span(count: number, word: string): number {
  const letter = word.toLowerCase();
  const unit = (Object.keys(UNITS) as Unit[]).find((name) =>
    letter === 'm'
      ? name === 'minute'
      : letter.startsWith('mo')
        ? name === 'month'
        : name.startsWith(letter[0]!) && name !== 'month',
  );
  const ms = unit === undefined ? 0 : count * UNITS[unit];
  if (ms <= 0 || ms > LONGEST) throw badSpan(`${count} ${word}`);
  return ms;
}

function badSpan(text: string): Fault {
  return new Fault(
    'bad_request',
    `“${text}” isn’t a span of time of at most a year. Like this: \`/whylogin ada@example.com last 30 days\``,
  );
}

/** The known word that was most likely meant, at most two slips away; null where none is near. */
function nearest(word: string, known: readonly string[]): string | null {
  const slips = word.length < 4 ? 1 : 2;
  const [best] = known
    .map((name) => ({ name, off: distance(word.toLowerCase(), name) }))
    .filter(({ off }) => off <= slips)
    .sort((a, b) => a.off - b.off);
  return best?.name ?? null;
}

/** As it can be pasted. */
function command(words: string): string {
  return `\`/whylogin ${words.replaceAll('`', '’')}\``;
}

/**
 * Words beside a name that mean nothing, with the whole command that may have been meant; null where there is no name
 * among them.
 * @param typed everything @param rest what is left of it without options
 */
export function strangeWords(typed: string, rest: string, isName: (word: string) => boolean): Fault | null {
  const words = rest.split(' ');
  const name = words.find((word) => /[@|]|^(?:ip|log):/i.test(word) && isName(word));
  if (name === undefined || words.length < 2) return null;
  const strange = words.filter((word) => word !== name);
  if (strange.every((word) => /[@|]/.test(word)))
    return new Fault(
      'bad_request',
      `That names ${words.length} people. Ask about one at a time, like this: ${command(name)}`,
    );
  const mended = strange.reduce((whole, word) => whole.replace(word, nearest(word, WORDS) ?? word), typed);
  const hint = isName(optionsIn(mended).rest) ? `Did you mean ${command(mended)}?` : `Like this: ${EXAMPLE}`;
  return new Fault('bad_request', `I don’t know what “${strange.join(' ')}” means here. ${hint}`);
}
