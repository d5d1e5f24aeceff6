import type { ApiRow } from '../tenant/forms.ts';
import { ApiError } from './api-error.ts';

type Test = (row: ApiRow) => boolean;

const FIELDS = new Set(
  'client_id client_name connection connection_id description date hostname ip log_id organization_id user_id user_name user_agent strategy strategy_type type'.split(
    ' ',
  ),
);
/** Fields that a term without a field is looked for in. */
const BARE = ['client_name', 'connection', 'description', 'ip', 'log_id', 'type', 'user_name'];

const TOKEN =
  /\s*(?:(\(|\)|:)|"((?:[^"\\]|\\.)*)"|([[{]\s*(?:"[^"]*"|\S+)\s+TO\s+(?:"[^"]*"|[^\s\]}]+)\s*[\]}])|((?:[^\s()":[\]{}\\]|\\.)+))/y;

type Token = { kind: 'sign' | 'phrase' | 'range' | 'word'; text: string };

/** Auth0's subset of the Lucene query syntax: untokenized values, compared in the case that they have. */
export function parseQuery(q: string): Test {
  const parser = new Parser(tokens(q));
  return parser.whole();
}

function invalid(why: string): ApiError {
  return new ApiError(400, `Query validation error: ${why}`, 'invalid_query_string');
}

function tokens(q: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = q.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(q);
    if (match === null) throw invalid(`unexpected character at ${at}`);
    const [, sign, phrase, range, word] = match;
    if (sign !== undefined) found.push({ kind: 'sign', text: sign });
    else if (phrase !== undefined) found.push({ kind: 'phrase', text: unescaped(phrase) });
    else if (range !== undefined) found.push({ kind: 'range', text: range });
    else found.push({ kind: 'word', text: word! });
  }
  return found;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}

class Parser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(list: Token[]) {
    this.#tokens = list;
  }

  whole(): Test {
    const test = this.#either(null);
    if (this.#at < this.#tokens.length) throw invalid(`unexpected "${this.#tokens[this.#at]!.text}"`);
    return test;
  }

  /** Terms side by side are alternatives, as in `type:(f fp fu)`. */
  #either(field: string | null): Test {
    const tests = [this.#both(field)];
    while (this.#at < this.#tokens.length && !this.#is(')')) {
      this.#skip('OR');
      tests.push(this.#both(field));
    }
    return tests.length === 1 ? tests[0]! : (row) => tests.some((test) => test(row));
  }

  #both(field: string | null): Test {
    const tests = [this.#not(field)];
    while (this.#skip('AND')) tests.push(this.#not(field));
    return tests.length === 1 ? tests[0]! : (row) => tests.every((test) => test(row));
  }

  #not(field: string | null): Test {
    if (!this.#skip('NOT')) return this.#single(field);
    const test = this.#not(field);
    return (row) => !test(row);
  }

  #single(field: string | null): Test {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw invalid('unexpected end');
    if (token.kind === 'sign') {
      if (token.text !== '(') throw invalid(`unexpected "${token.text}"`);
      const test = this.#either(field);
      if (!this.#skip(')')) throw invalid('a parenthesis is not closed');
      return test;
    }
    if (token.kind === 'word' && field === null && this.#skip(':')) {
      const name = unescaped(token.text);
      if (!FIELDS.has(name)) throw invalid(`"${name}" is not a searchable field`);
      return this.#single(name);
    }
    const matches = matcher(token);
    const fields = field === null ? BARE : [field];
    return (row) => fields.some((name) => typeof row[name] === 'string' && matches(row[name]));
  }

  #is(text: string): boolean {
    const token = this.#tokens[this.#at];
    return token !== undefined && token.kind !== 'phrase' && token.text === text;
  }

  #skip(text: string): boolean {
    const found = this.#is(text);
    if (found) this.#at++;
    return found;
  }
}

function matcher({ kind, text }: Token): (value: string) => boolean {
  if (kind === 'phrase') return (value) => value === text;
  if (kind === 'range') return range(text);
  if (/(?<!\\)\?/.test(text)) throw invalid('the wildcard "?" is not supported');
  if (!/(?<!\\)\*/.test(text)) {
    const exact = unescaped(text);
    return (value) => value === exact;
  }
  const literal = text.replace(/(?<!\\)\*/g, '');
  if (text !== '*' && !/^[^*]+\*$/.test(text) && literal.length < 3)
    throw invalid('a wildcard that is no prefix needs three characters or more');
  const parts = text.split(/(?<!\\)\*/).map((part) => unescaped(part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('.*')}$`, 's');
  return (value) => pattern.test(value);
}

/** Both ends as text: ISO dates sort as they run, and a shorter one stands for all that begin with it. */
function range(text: string): (value: string) => boolean {
  const [, low, high] = /^[[{]\s*(\S+)\s+TO\s+(\S+?)\s*[\]}]$/.exec(text) ?? [];
  if (low === undefined || high === undefined) throw invalid('a range is not complete');
  const [min, max] = [low, high].map((end) => end.replace(/^"|"$/g, '')) as [string, string];
  const includesMin = text.startsWith('[');
  const includesMax = text.endsWith(']');
  return (value) =>
    (min === '*' || value > min || (includesMin && value === min)) &&
    (max === '*' || value < max || (includesMax && value.startsWith(max)));
}
