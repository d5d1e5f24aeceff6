import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { CAUSE_IDS, type CauseId } from '../causes/ids.ts';
import { Fault } from '../errors.ts';
import type { LogEvent } from '../event/log-event.ts';

const OWNERS = ['user', 'support', 'tenant_admin', 'developer', 'idp_admin', 'nobody'] as const;

const rule = z.strictObject({
  match: z.string().min(1),
  cause: z.enum(CAUSE_IDS).default('action_denied'),
  headline: z.string().min(1),
  owner: z.enum(OWNERS).default('tenant_admin'),
  advice: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
});

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
  const read = z.array(rule).safeParse(document.toJS() ?? []);
  if (!read.success) {
    const issue = read.error.issues[0]!;
    const node = nearest(document, issue.path);
    throw bad(
      name,
      node === undefined ? 1 : lines.linePos(node).line,
      `${issue.path.slice(1).join('.') || 'the list'}: ${issue.message}`,
    );
  }
  for (const [i, r] of read.data.entries()) {
    try {
      matcher(r.match);
    } catch {
      throw bad(
        name,
        lines.linePos(nearest(document, [i, 'match']) ?? 0).line,
        'match: not a valid regular expression',
      );
    }
  }
  return read.data.map((r) => ({ ...r, advice: typeof r.advice === 'string' ? [r.advice] : r.advice }));
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
