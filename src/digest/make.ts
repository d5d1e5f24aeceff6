import type { Range } from '../store/port.ts';
import { audienceOf, type Compared, causeRows, protectionOf, volumeOf } from './compare.ts';
import type { Digest } from './digest.ts';
import { gapsLookFrom, gapsOf } from './gaps.ts';
import { headlinesOf } from './headlines.ts';
import { MOST_WEEKS } from './noise.ts';
import { notesOf } from './notes.ts';
import { type DigestQuestion, isWhole, recalled, type SummaryPorts, summaryOf } from './remembered.ts';
import { DAY, weeksBefore } from './week.ts';

export interface DigestPorts extends SummaryPorts {
  /** Stretches of the tenant's log that are known to be lost. */
  lost?(): Promise<readonly Range[]>;
}

/** What a week looked like, beside the week before and the noise of up to eight earlier ones. */
export async function makeDigest(question: DigestQuestion, ports: DigestPorts): Promise<Digest> {
  const { week, at, filter } = question;
  const { store } = ports;
  const stored = await store.coverage();
  const weekOf = (weeks: number) => summaryOf({ ...question, week: weeksBefore(week, weeks) }, stored.first, ports);
  const now = await weekOf(0);
  const before = await weekOf(1);
  const earlier = before.whole ? [before.summary] : [];
  for (let weeks = 2; weeks <= MOST_WEEKS; weeks++) {
    const one = { ...question, week: weeksBefore(week, weeks) };
    // A week that is stored in part tells nothing of the usual: it is not worth counting.
    const known = isWhole(one, stored.first) ? (await weekOf(weeks)).summary : await recalled(one, ports);
    if (known !== null) earlier.push(known);
  }
  const compared: Compared = { now: now.summary, before: before.summary, earlier };
  const gaps = gapsOf(week, at, await store.counting.quarterHours({ from: gapsLookFrom(week), to: week.to }));
  const lost = ((await ports.lost?.()) ?? []).filter(({ from, to }) => from < week.to && to >= week.from);
  const protection = protectionOf(compared);
  const longAgo = weeksBefore(week, 4).from;
  const digest: Omit<Digest, 'headlines'> = {
    week: week.name,
    zone: week.zone,
    from: iso(week.from),
    to: iso(week.to),
    ...(filter === undefined ? {} : { filter }),
    volume: volumeOf(compared),
    days: now.summary.days,
    primeTimes: now.summary.primeTimes,
    audience: audienceOf(compared),
    behavior: {
      funnel: now.summary.funnel,
      signupToFirstLogin: now.summary.signupToFirstLogin,
      passwordReset: now.summary.passwordReset,
      recovery: now.summary.recovery,
    },
    causes: causeRows(compared),
    actors: now.summary.actors,
    protection,
    coverage: {
      events: now.summary.events,
      gaps: gaps.map(written),
      lost: lost.map(written),
      notes: notesOf({
        week,
        at,
        first: stored.first,
        longKnown: (await store.counting.datedBefore(longAgo + DAY)) > 0,
        earlier: earlier.length,
        gaps,
        lost,
        odd: stored.odd.reduce((sum, { count }) => sum + count, 0),
        protection,
        nothingOf: now.summary.logins + now.summary.failedAttempts === 0 ? filter : undefined,
      }),
    },
  };
  const { week: name, zone, from, to, ...rest } = digest;
  return { week: name, zone, from, to, headlines: headlinesOf(digest, compared), ...rest };
}

function written({ from, to }: Range): { from: string; to: string } {
  return { from: iso(from), to: iso(to) };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
