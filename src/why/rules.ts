import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { CAUSE_IDS, type CauseId } from '../causes/ids.ts';
import { Fault } from '../errors.ts';
import type { LogEvent } from '../event/log-event.ts';

const OWNERS = ['user', 'support', 'tenant_admin', 'developer', 'idp_admin', 'nobody'] as const;

const error = ({ input }: { input?: unknown }) => (input === undefined ? 'is missing' : 'is no text');
const words = z.string({ error }).min(1, 'is empty');

const rule = z.strictObject(
  {
    match: words,
    cause: z.enum(CAUSE_IDS, 'is no cause that whylogin knows').default('action_denied'),
    headline: words,
    owner: z.enum(OWNERS, `is none of ${OWNERS.join(', ')}`).default('tenant_admin'),
    advice: z.preprocess(
      (given) => (typeof given === 'string' ? [given] : given),
      z.array(words, { error }).min(1, 'is empty'),
    ),
  },
  { error: ({ code }) => (code === 'unrecognized_keys' ? undefined : 'is not made of match, headline and advice') },
);

/** One of the tenant's own texts and what it means. `match`: words of the text, or /a regular expression/. */
export interface TenantRule {
  match: string;
  cause: CauseId;
  headline: string;
  owner: (typeof OWNERS)[number];
  advice: readonly string[];
}

/**
 * Reads the tenant's own texts: a YAML (or JSON) list of {match, cause?, headline, owner?, advice}.
 * @param name the file, for the message
 * @throws Fault that names file, line and what is wrong there
 */
export function parseRules(text: string, name: string): TenantRule[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const syntax = document.errors[0];
  if (syntax)
    throw bad(name, lines.linePos(syntax.pos[0]).line, syntax.message.split('\n')[0]!.replace(/ at line .*/, ''));
  const read = z
    .array(rule, 'is no list of texts: every entry begins with “- match:”')
    .safeParse(document.toJS() ?? []);
  if (!read.success) {
    const issue = read.error.issues[0]!;
    const node = nearest(document, issue.path);
    throw bad(name, node === undefined ? 1 : lines.linePos(node).line, whatIsWrong(issue));
  }
  for (const [i, r] of read.data.entries()) {
    try {
      matcher(r.match);
    } catch {
      throw bad(name, lines.linePos(nearest(document, [i, 'match']) ?? 0).line, 'match is no valid regular expression');
    }
  }
  return read.data;
}

/** The first rule that knows this event's text. */
export function ruleFor(rules: readonly TenantRule[], event: LogEvent): TenantRule | undefined {
  const text = event.text;
  return text === null ? undefined : rules.find((r) => matcher(r.match).test(text));
}

const matchers = new Map<string, RegExp>();

function matcher(match: string): RegExp {
  let known = matchers.get(match);
  if (known === undefined) {
    const expression = /^\/(.+)\/i?$/.exec(match)?.[1];
    known = new RegExp(expression ?? match.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
    matchers.set(match, known);
  }
  return known;
}

function whatIsWrong(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `${issue.keys.join(', ')} is no part of a text`;
  const [entry, field] = issue.path;
  return `${field === undefined ? (entry === undefined ? 'the file' : 'the entry') : String(field)} ${issue.message}`;
}

function nearest(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (node !== null && typeof node === 'object' && 'range' in node && Array.isArray(node.range))
      return Number(node.range[0]);
  }
  return undefined;
}

function bad(name: string, line: number, what: string): Fault {
  return new Fault(
    'bad_configuration',
    `${name}, line ${line}: ${what}. Correct the file of your own texts and start again.`,
  );
}
