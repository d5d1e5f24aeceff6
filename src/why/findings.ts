import type { Cause, Finding } from '../causes/cause.ts';
import type { CauseId } from '../causes/ids.ts';
import { isEnterprise, isSocial, rejections } from '../causes/reading.ts';
import type { Story, Try } from '../causes/story.ts';
import { CAUSES, causeOf, rankOf, signalOf } from '../causes/vocabulary.ts';
import { isUnnamed, whoOf } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { quote } from './quote.ts';
import { ruleFor, type TenantRule } from './rules.ts';
import { inOrder } from './story.ts';

/** A finding with what the tenant's own words say of it. */
export interface Found extends Finding {
  rule?: TenantRule;
  /** A later success shows that this trouble is over. */
  over?: boolean;
}

/** Causes that show in more than one event. */
const SEQUENCES = CAUSES.filter(({ sequence }) => sequence !== undefined);

/** So many others make a trouble theirs too. */
const SEVERAL = 3;
/** Names are short, texts are not. */
const LONGEST_NAME = 80;
const LONGEST_TEXT = 300;
const TEXTS = new Set(['text', 'provider', 'rules', 'redirect', 'typed']);

/** Facts that any sentence may use, out of the newest try; free text among them made fit for a sentence. */
function commonFacts(finding: Finding): Finding['facts'] {
  const last = finding.tries.at(-1);
  const row = last?.telling ?? finding.rows.at(-1);
  const facts: Record<string, string | number | undefined> = {
    times: Math.max(1, rejections(finding.tries).length),
    application: last?.application ?? row?.clientName ?? undefined,
    connection: last?.connection ?? row?.connection ?? undefined,
    organization: row?.organizationName ?? row?.organizationId ?? undefined,
    text: row?.text?.replace(/\.$/, ''),
    type: row?.type,
    social: row !== undefined && isSocial(row) ? 'yes' : undefined,
    company: row !== undefined && isEnterprise(row) ? 'yes' : undefined,
    redirect: row?.facts.redirectUri,
    origin: row?.facts.origin,
    reason: row?.facts.failureReason,
    provider: row?.facts.providerError,
    rules: row?.facts.passwordRules?.join(', '),
    ...finding.facts,
  };
  for (const [name, value] of Object.entries(facts))
    if (typeof value === 'string') facts[name] = quote(value, TEXTS.has(name) ? LONGEST_TEXT : LONGEST_NAME);
  return facts;
}

/** What single events show: the tries that no sequence explains, by the cause of the row that decided them. */
function bySignal(story: Story, tries: readonly Try[]): Finding[] {
  const groups = new Map<CauseId, Try[]>();
  for (const t of tries) {
    const cause = signalOf(t.telling);
    if (cause !== null) groups.set(cause, [...(groups.get(cause) ?? []), t]);
  }
  return [...groups].map(([id, list]) => {
    const { signalConfidence: confidence = 'high', weigh } = causeOf(id);
    const weighed = weigh?.(story, list) ?? {};
    return { cause: id, confidence, tries: list, ...weighed, rows: [...(weighed.rows ?? []), ...rejections(list)] };
  });
}

/** Asked about one event that names nobody and is part of no try: what it shows alone. */
function byEvent(story: Story): Finding[] {
  const { userIds, identifiers, address } = story.person;
  if (userIds.length > 0 || identifiers.length > 0 || address !== null || story.tries.length > 0) return [];
  return story.rows.flatMap((row): Finding[] => {
    const cause = signalOf(row);
    return cause === null
      ? []
      : [{ cause, confidence: 'medium', tries: [], rows: [row], facts: { action: row.facts.actionName } }];
  });
}

function byRule(story: Story, rules: readonly TenantRule[]): Found[] {
  const groups = new Map<TenantRule, Try[]>();
  for (const t of story.tries) {
    if (t.outcome === 'succeeded' || t.endedAt < story.from) continue;
    const rule = ruleFor(rules, t.telling);
    if (rule) groups.set(rule, [...(groups.get(rule) ?? []), t]);
  }
  return [...groups].map(([rule, tries]) => ({
    cause: rule.cause,
    confidence: 'high',
    tries,
    rows: rejections(tries),
    owner: rule.owner,
    rule,
  }));
}

function overlap(a: readonly Try[], b: readonly Try[]): boolean {
  const claimed = new Set(a);
  return b.some((t) => claimed.has(t));
}

/** One explains another away: same tries, or it stands and the other is only its shadow. */
function explainsAway(a: Finding, b: Finding): boolean {
  if (!a.instead?.includes(b.cause)) return false;
  return a.standing === true || a.tries.length === 0 || b.tries.length === 0 || overlap(a.tries, b.tries);
}

/** Rows that name nobody were joined to the person by guess: nothing is certain then. */
function guessed(story: Story, finding: Finding): boolean {
  const telling = finding.tries.length > 0 ? finding.tries.map((t) => t.telling) : finding.rows;
  const weak = (row: LogEvent) => isUnnamed(row) && ['address', 'time'].includes(story.joins.get(row.logId) ?? '');
  return telling.length > 0 && telling.every(weak);
}

/** What a sequence shows of one person says nothing of the several who share an address. */
function applies(cause: Cause, story: Story): boolean {
  if (story.person.address === null || cause.reach !== 'user' || cause.id === 'suspected_attack') return true;
  return new Set(story.rows.map((row) => row.userId).filter((id) => id !== null)).size <= 1;
}

/** Several others meet it at the same place: then it stops this person too, whosever row it is. */
function isWidespread(story: Story, { cause, tries }: Finding): boolean {
  const { reach } = causeOf(cause);
  const last = tries.at(-1);
  const rows =
    reach === 'connection'
      ? story.around.sameConnection.get(last?.connection ?? '')
      : reach === 'application'
        ? story.around.sameApplication.get(last?.clientId ?? '')
        : undefined;
  return new Set((rows ?? []).filter((row) => signalOf(row) === cause).map(whoOf)).size >= SEVERAL;
}

/** Every cause that the story shows, each with its tries and proof; the same try is never explained twice. */
export function findings(story: Story, rules: readonly TenantRule[]): Found[] {
  return plainFindings(story, rules).map((f) => ({ ...f, facts: commonFacts(f) }));
}

/** The same, with the facts of a cause's own only: enough where no sentence is made. */
export function plainFindings(story: Story, rules: readonly TenantRule[]): Found[] {
  const own = byRule(story, rules);
  const ruled = new Set(own.flatMap((f) => f.tries));
  const sequences = SEQUENCES.filter((cause) => applies(cause, story))
    .flatMap((cause) => cause.sequence?.(story) ?? [])
    .filter((f) => f.tries.length === 0 || f.tries.some((t) => !ruled.has(t)))
    .sort((a, b) => rankOf(a.cause) - rankOf(b.cause));
  const kept: Finding[] = [];
  for (const finding of sequences) if (!kept.some((k) => explainsAway(k, finding))) kept.push(finding);
  const claimed = new Set([...ruled, ...kept.flatMap((f) => f.tries)]);
  const rest = story.tries.filter((t) => t.endedAt >= story.from && t.outcome !== 'succeeded' && !claimed.has(t));
  return [...own, ...merged([...kept, ...bySignal(story, rest), ...byEvent(story)])].map((f) => ({
    ...f,
    rows: [...new Set(f.rows)].sort(inOrder),
    confidence: f.confidence === 'high' && guessed(story, f) && !isWidespread(story, f) ? 'medium' : f.confidence,
  }));
}

/** One finding a cause: what a sequence and single events say of the same cause belongs together. */
function merged(list: readonly Finding[]): Finding[] {
  const byCause = new Map<string, Finding>();
  for (const finding of list) {
    // A crash of another Action is another finding.
    const key = `${finding.cause} ${finding.facts?.action ?? ''}`;
    const before = byCause.get(key);
    byCause.set(
      key,
      before === undefined
        ? finding
        : {
            ...before,
            tries: [...before.tries, ...finding.tries].sort((a, b) => a.endedAt - b.endedAt),
            rows: [...before.rows, ...finding.rows],
          },
    );
  }
  return [...byCause.values()];
}
