import type { CauseId } from '../causes/ids.ts';
import { DAY, MINUTE } from '../causes/reading.ts';
import type { Story, Try } from '../causes/story.ts';
import type { Owner } from '../causes/terms.ts';
import { causeOf, signalOf } from '../causes/vocabulary.ts';
import { isLogin, personOf } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { plainFindings } from '../why/findings.ts';
import type { TenantRule } from '../why/rules.ts';
import { inOrder } from '../why/story.ts';
import { rebuildTries } from '../why/tries.ts';
import { judge } from '../why/verdict.ts';
import type { Human } from './humans.ts';
import type { Surroundings } from './surroundings.ts';

/** An attempt that failed, was blocked or was given up, with why. */
export interface Trouble {
  attempt: Try;
  cause: CauseId;
  owner: Owner;
  /** As `personOf` names them; null where nobody can be found behind it. */
  person: string | null;
  /** When that human being next logged in, epoch ms; null where they did not. */
  backAt: number | null;
}

/** One human being's attempts of a week, successes included, and the troubles among them. */
export interface Passage {
  attempts: Try[];
  troubles: Trouble[];
}

export interface Asked {
  /** Of the rows that were read, epoch ms: nothing after `at` was seen. */
  from: number;
  at: number;
  within(at: number): boolean;
  rules: readonly TenantRule[];
}

/** Attempts this far apart are asked about apart. */
const APART = DAY;
/** Whoever fails and gets in by turns so often is a machine: after these, what the single event shows has to do. */
const EPISODES = 50;
/** How long an attempt without an end is left to go on. */
const GIVEN_UP = 10 * MINUTE;

/**
 * Rebuilds somebody's attempts and finds each one's cause: what an explanation would say at the end of each episode,
 * an episode being attempts without success that follow each other.
 */
export function passageOf(human: Human, asked: Asked, around: Surroundings): Passage {
  const rows = [...human.rows.values()].filter((row) => row.at <= asked.at).sort(inOrder);
  const tries = rebuildTries(rows, asked.at, around.applications);
  const attempts = tries.filter((t) => asked.within(t.endedAt) && t.outcome !== 'open');
  const unsuccessful = attempts.filter((t) => t.outcome !== 'succeeded');
  const causes = new Map<Try, { cause: CauseId; owner: Owner }>();
  for (const episode of episodesOf(unsuccessful, tries).slice(0, EPISODES))
    explainEpisode(episode, { human, rows, tries, asked, around }, causes);
  const logins = rows.filter(isLogin);
  const troubles = unsuccessful.map((attempt) => ({
    attempt,
    ...(causes.get(attempt) ?? byItself(attempt)),
    person: personOf(attempt.telling) ?? personIn(attempt.rows) ?? human.userIds[0] ?? human.identifiers[0] ?? null,
    backAt: logins.find((row) => row.at > attempt.endedAt)?.at ?? null,
  }));
  return { attempts, troubles };
}

/** Attempts in a row, with no success between them and no more than a day. */
function episodesOf(unsuccessful: readonly Try[], all: readonly Try[]): Try[][] {
  const successes = all.filter((t) => t.outcome === 'succeeded' && !t.reuse).map((t) => t.endedAt);
  const episodes: Try[][] = [];
  let before: Try | undefined;
  for (const attempt of unsuccessful) {
    const parted =
      before === undefined ||
      attempt.endedAt - before.endedAt > APART ||
      successes.some((at) => at > before!.endedAt && at <= attempt.endedAt);
    if (parted) episodes.push([]);
    episodes.at(-1)!.push(attempt);
    before = attempt;
  }
  return episodes;
}

interface Case {
  human: Human;
  rows: readonly LogEvent[];
  tries: readonly Try[];
  asked: Asked;
  around: Surroundings;
}

function explainEpisode(
  episode: readonly Try[],
  { human, rows, tries, asked, around }: Case,
  causes: Map<Try, { cause: CauseId; owner: Owner }>,
): void {
  const last = episode.at(-1)!;
  const until = last.endedAt;
  const story: Story = {
    at: last.outcome === 'abandoned' ? until + GIVEN_UP : until,
    from: asked.from,
    rows: rows.filter((row) => row.at <= until),
    joins: human.joins,
    tries: tries.filter((t) => t.endedAt <= until),
    person: { userIds: human.userIds, identifiers: human.identifiers, address: null },
    around: around.of(human, rows, episode[0]!.startedAt, until),
    profile: null,
  };
  const inEpisode = new Set(episode);
  const { verdict, others } = judge(story, plainFindings(story, asked.rules), false);
  for (const found of [...others.toReversed(), verdict])
    for (const attempt of found.tries)
      if (inEpisode.has(attempt))
        causes.set(attempt, { cause: found.cause, owner: found.owner ?? causeOf(found.cause).owner });
}

/** What the last event alone shows; for an attempt that was given up, the step at which that happened. */
function byItself({ telling, outcome, reached }: Try): { cause: CauseId; owner: Owner } {
  const givenUp = outcome === 'abandoned' ? GIVEN_UP_AT[reached] : undefined;
  const cause = signalOf(telling) ?? givenUp ?? 'unclassified';
  return { cause, owner: causeOf(cause).owner };
}

const GIVEN_UP_AT: Partial<Record<Try['reached'], CauseId>> = {
  mfa_enrollment: 'mfa_enrollment_incomplete',
  mfa_challenge: 'mfa_challenge_unanswered',
};

function personIn(rows: readonly LogEvent[]): string | null {
  return rows.map(personOf).find((person) => person !== null) ?? null;
}
