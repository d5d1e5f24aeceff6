import { DAY } from '../causes/reading.ts';
import type { Story, Try } from '../causes/story.ts';
import { causeOf, signalOf } from '../causes/vocabulary.ts';
import { deviceOf } from '../event/device.ts';
import { changesBefore } from './changes.ts';
import { coverageOf } from './coverage.ts';
import { describe, phraseOf } from './describe.ts';
import type { Evidence } from './evidence.ts';
import type { Attempt, Explanation, Scope } from './explanation.ts';
import { type Found, findings } from './findings.ts';
import { channelSpeaker, judgementInChannel, maskedName, withoutAddresses } from './in-channel.ts';
import { onePerson } from './keys.ts';
import { ruledOut } from './ruled-out.ts';
import { scopeOf } from './scope.ts';
import { ownNames, tellStory } from './story.ts';
import { type Judgement, judge, looksMasked } from './verdict.ts';
import { askedName, nameOf, speaker } from './words.ts';

/** Proof is kept readable: its beginning and its end. */
const FIRST_ROWS = 10;
const LAST_ROWS = 30;
const ALTERNATIVES = 5;
const ATTEMPTS = 200;

function iso(at: number): string {
  return new Date(at).toISOString();
}

function trimmed<T>(rows: readonly T[]): readonly T[] {
  return rows.length > FIRST_ROWS + LAST_ROWS ? [...rows.slice(0, FIRST_ROWS), ...rows.slice(-LAST_ROWS)] : rows;
}

function attempt(t: Try, causes: ReadonlyMap<Try, string>): Attempt {
  const place = t.rows.find((row) => row.city !== null || row.country !== null);
  return {
    startedAt: iso(t.startedAt),
    endedAt: iso(t.endedAt),
    outcome: t.outcome,
    reached: t.reached,
    cause:
      t.outcome === 'succeeded' || t.outcome === 'open'
        ? (causes.get(t) ?? null)
        : (causes.get(t) ?? signalOf(t.telling)),
    application: t.application,
    connection: t.connection,
    ip: t.ip,
    place: place === undefined ? null : [place.city, place.country].filter(Boolean).join(', '),
    device: deviceOf(t.userAgent),
    logIds: t.rows.map((row) => row.logId),
  };
}

function attempts(story: Story, causes: ReadonlyMap<Try, string>): Attempt[] {
  return story.tries
    .filter((t) => t.endedAt >= story.from)
    .slice(-ATTEMPTS)
    .map((t) => attempt(t, causes));
}

function alternatives(judgement: Judgement, say: (text: string) => string): Explanation['alternatives'] {
  const { verdict, others } = judgement;
  const named = new Map<string, Explanation['alternatives'][number]>();
  const add = (cause: string, confidence: Found['confidence'], why: string) => {
    if (cause !== verdict.cause && !named.has(cause)) named.set(cause, { cause, confidence, why: say(why) });
  };
  const ended = causeOf(verdict.cause).family === 'outcome';
  for (const found of others)
    add(found.cause, found.confidence, `${found.over && !ended ? 'Over by now: ' : ''}${headline(found)}`);
  for (const second of verdict.second ?? []) add(second.cause, 'low', second.why);
  return [...named.values()].slice(0, ALTERNATIVES);
}

/** The store holds the window, whoever's events these are: then nothing of the person means something. */
function isCovered({ stored, from, at, unread }: Evidence): boolean {
  return !unread && stored.first !== null && stored.last !== null && stored.last >= from && stored.first <= at;
}

function headline(found: Found): string {
  return found.rule?.headline ?? causeOf(found.cause).words(found).headline;
}

/** Who is behind it. An address stands for a person only where all of its rows name the same one. */
function identities(evidence: Evidence): Explanation['identities'] {
  if (evidence.subject.kind === 'address') {
    const row = onePerson(evidence.rows);
    return row === null || row.userId === null
      ? []
      : [{ userId: row.userId, connection: row.connection, identifier: row.identifier }];
  }
  const known = new Map<string, Explanation['identities'][number]>();
  for (const user of evidence.profile?.users ?? []) {
    known.set(user.user_id, {
      userId: user.user_id,
      connection: user.identities?.[0]?.connection ?? null,
      identifier: user.email ?? user.username ?? user.phone_number ?? null,
    });
  }
  for (const seen of evidence.identities) {
    if (!known.has(seen.userId))
      known.set(seen.userId, { userId: seen.userId, connection: seen.connection, identifier: seen.identifier });
  }
  for (const userId of evidence.userIds) {
    if (!known.has(userId) && evidence.rows.some((row) => row.userId === userId))
      known.set(userId, { userId, connection: null, identifier: null });
  }
  return [...known.values()];
}

/** The finding with how wide it is among its facts, and what was looked at: some sentences differ by that. */
function widened(found: Found, { kind, others }: Scope, { at, from, unread }: Evidence): Found {
  const days = Math.round((at - from) / DAY);
  return {
    ...found,
    facts: {
      ...found.facts,
      everybody: kind === 'everybody' ? 'yes' : undefined,
      others: others === 0 ? undefined : others,
      days: days === 0 ? undefined : days,
      unread: unread ? 'yes' : undefined,
    },
  };
}

/** Who reads: somebody allowed to, alone; or a channel, where nobody is named and no event's own words are told. */
export type Reader = 'private' | 'channel';

/** Turns what was gathered into the answer. Pure: the same evidence gives the same explanation, in any order of rows. */
export function explain(evidence: Evidence, reader: Reader = 'private'): Explanation {
  const alone = reader === 'private';
  const story: Story = tellStory(evidence);
  const byName = evidence.subject.kind === 'person' && evidence.subject.userId === null;
  const masked = byName && looksMasked([...evidence.unknownNames, ...evidence.notices, ...evidence.sample]);
  const judged = judge(story, findings(story, evidence.rules), masked, isCovered(evidence));
  const judgement = alone ? judged : judgementInChannel(judged);
  const scope = scopeOf(story, judgement.verdict);
  const verdict = widened(judgement.verdict, scope, evidence);
  const cause = causeOf(verdict.cause);
  const words = cause.words(verdict);
  const behind = identities(evidence);
  // Of what nothing is known the name as asked matters: it may be the wrong one.
  const name = verdict.cause === 'no_events' ? askedName(evidence.subject) : nameOf(evidence, behind);
  const say = alone ? speaker(name, ownNames(evidence, story)) : channelSpeaker(evidence.subject);

  const causes = new Map<Try, string>();
  for (const found of [...judgement.others].reverse()) for (const t of found.tries) causes.set(t, found.cause);
  for (const t of verdict.tries) causes.set(t, verdict.cause);

  return {
    asked: alone ? evidence.subject.asked : maskedName(evidence.subject),
    at: iso(evidence.at),
    verdict: {
      cause: verdict.cause,
      headline: say(headline(verdict)),
      confidence: verdict.confidence,
      owner: verdict.owner ?? cause.owner,
      state: judgement.state,
    },
    alternatives: alternatives(judgement, say),
    ruledOut: ruledOut(story, verdict).map((r) => ({ ...r, why: say(r.why) })),
    evidence: trimmed(verdict.rows).map((row) => ({
      logId: row.logId,
      date: iso(row.at),
      type: row.type,
      text: say(alone ? describe(row) : phraseOf(row)),
    })),
    attempts: alone ? attempts(story, causes) : withoutAddresses(attempts(story, causes)),
    identities: alone ? behind : [],
    scope,
    changes: changesBefore(story, verdict, scope).map((c) => ({ ...c, text: say(c.text) })),
    coverage: coverageOf(evidence, story, verdict),
    advice: {
      agent: (verdict.rule?.advice ?? words.agent).map(say),
      // The tenant’s own advice is the customer’s where the customer is who acts.
      customer: verdict.rule?.owner === 'user' ? verdict.rule.advice.join(' ') : words.customer,
    },
  };
}
