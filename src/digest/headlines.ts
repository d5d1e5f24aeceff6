import type { Owner } from '../causes/terms.ts';
import { causeOf } from '../causes/vocabulary.ts';
import { type Compared, causeIn } from './compare.ts';
import type { Digest } from './digest.ts';
import { median } from './noise.ts';
import { recoveryText } from './readable.ts';
import { FEWEST } from './segments.ts';
import type { CauseSummary } from './summary.ts';
import { causeName, count, OWNERS, people, percent, WEEKDAYS } from './wording.ts';

const MOST = 3;
/** An address is worth a headline when it acted against so many people. */
const GUESSED = 20;

interface Candidate {
  text: string;
  /** What changed beyond noise and may have cost somebody before what is as usual. */
  tier: 1 | 2 | 3;
  /** People it concerns. */
  weight: number;
}

/**
 * The three things worth knowing: what changed beyond noise, what somebody else than the people themselves can act
 * on, what costs the most people; in this order, and within it by people.
 */
export function headlinesOf(digest: Omit<Digest, 'headlines'>, compared: Compared): string[] {
  const notable = [...causesChanged(digest, compared), ...volumeChanged(digest, compared), ...gotIn(digest)];
  const standing = [...toActOn(digest, compared), ...guesses(digest)];
  const all = [...notable, ...standing.filter(({ text }) => !notable.some((one) => one.text === text))];
  const headlines = all.sort((a, b) => a.tier - b.tier || b.weight - a.weight).map(({ text }) => text);
  if (notable.length === 0) headlines.unshift(asUsual(digest, compared));
  const costly = mostCostly(digest);
  return (costly === null ? headlines : [...headlines, costly]).slice(0, MOST);
}

function asUsual({ volume }: Omit<Digest, 'headlines'>, { earlier }: Compared): string {
  if (volume.logins.now + volume.failedAttempts.now === 0) return 'Nothing notable: nobody tried to log in.';
  return earlier.length < 3
    ? 'Nothing notable yet: what is unusual can be told once three earlier weeks are stored.'
    : 'Nothing notable: logins, failures and their causes were as in the weeks before.';
}

function causesChanged(digest: Omit<Digest, 'headlines'>, { now, earlier }: Compared): Candidate[] {
  return digest.causes
    .filter((row) => row.notable && row.people >= FEWEST)
    .flatMap((row) => {
      const summary = causeIn(now, row.cause);
      const usual = median(earlier.map((week) => causeIn(week, row.cause)?.people ?? 0)) ?? 0;
      if (summary === undefined || row.people <= usual) return [];
      const text = `${given(digest, summary)}, ${against(row.people, usual)}${when(summary)}${where(summary)}. ${acts(row.owner)}`;
      return [{ text, tier: 1 as const, weight: row.people - usual }];
    });
}

/** "MFA set-up not finished: 143 people (1 in 9 of those who came to it)" */
function given({ behavior }: Omit<Digest, 'headlines'>, { cause, people: number }: CauseSummary): string {
  const { step, name } = causeOf(cause);
  const row = behavior.funnel.find((each) => each.step === step && each.topCause === cause);
  const ratio =
    row !== undefined && step.startsWith('mfa_') && row.left > 0 && row.entered > row.left
      ? ` (1 in ${count(Math.round(row.entered / row.left))} who came to it gave up)`
      : '';
  return `${capital(name)}: ${people(number)}${ratio}`;
}

/** "twice as many as usual", "usually nobody" */
function against(now: number, usual: number): string {
  if (usual === 0) return 'usually nobody';
  const times = now / usual;
  if (times >= 2.5) return `${Math.round(times)} times as many as usual`;
  return times >= 1.75 ? 'twice as many as usual' : `${percent(times - 1)} more than usual`;
}

function when({ days }: CauseSummary): string {
  const all = days.reduce((sum, number) => sum + number, 0);
  const one = days.findIndex((number) => number >= all * 0.7);
  if (one >= 0) return `, most on ${WEEKDAYS[one]}`;
  const since = days.findIndex((number) => number > all * 0.02);
  return since > 0 ? `, since ${WEEKDAYS[since]}` : '';
}

function where({ mostIn, people: all }: CauseSummary): string {
  return mostIn !== null && mostIn.people > all / 2 ? `, most in ${mostIn.application}` : '';
}

function acts(owner: Owner): string {
  return `Acts: ${OWNERS[owner]}`;
}

function volumeChanged({ volume }: Omit<Digest, 'headlines'>, { earlier }: Compared): Candidate[] {
  const { logins, failureRate, signups } = volume;
  const candidates: Candidate[] = [];
  const usualOf = (of: 'logins' | 'signups') => median(earlier.map((week) => week[of])) ?? 0;
  const changed = (now: number, usual: number) =>
    usual === 0 ? '' : `, ${percent(Math.abs(now - usual) / usual)} ${now < usual ? 'fewer' : 'more'} than usual`;
  if (logins.notable) {
    const usual = usualOf('logins');
    candidates.push({
      text: `Logins: ${count(logins.now)}${changed(logins.now, usual)}.`,
      tier: 1,
      weight: Math.abs(logins.now - usual) / 4,
    });
  }
  if (failureRate.notable) {
    const rates = earlier.map((week) => week.failedAttempts / Math.max(1, week.failedAttempts + week.logins));
    const usual = median(rates) ?? 0;
    candidates.push({
      text: `${percent(failureRate.now)} of the attempts failed, usually ${percent(usual)}.`,
      tier: 1,
      weight: Math.abs(failureRate.now - usual) * (volume.failedAttempts.now + logins.now),
    });
  }
  if (signups.notable) {
    const usual = usualOf('signups');
    candidates.push({
      text: `Sign-ups: ${count(signups.now)}${changed(signups.now, usual)}.`,
      tier: 1,
      weight: Math.abs(signups.now - usual),
    });
  }
  return candidates;
}

/** Somebody guessed at many and got in. */
function gotIn({ actors }: Omit<Digest, 'headlines'>): Candidate[] {
  return attackers(actors)
    .filter((actor) => actor.gotIn > 0)
    .map((actor) => ({ text: guessed(actor), tier: 1, weight: actor.people + 1_000 }));
}

function guesses({ actors }: Omit<Digest, 'headlines'>): Candidate[] {
  return attackers(actors)
    .slice(0, 1)
    .map((actor) => ({ text: guessed(actor), tier: 2, weight: actor.people }));
}

function attackers(actors: Digest['actors']): Digest['actors'] {
  return actors.filter(({ ip, people: number }) => ip !== 'other' && !ip.includes('/') && number >= GUESSED);
}

function guessed({ ip, network, people: number, gotIn: inside }: Digest['actors'][number]): string {
  const result = inside === 0 ? 'nobody got in from there' : `${people(inside)} got in from there`;
  return `From ${ip}${network === null ? '' : ` (${network})`} logins of ${people(number)} failed; ${result}. ${acts('support')}`;
}

/** The cause that costs the most people of those that somebody else has to put right. */
function toActOn(digest: Omit<Digest, 'headlines'>, { now }: Compared): Candidate[] {
  const row = digest.causes.find(
    ({ cause, owner, people: number, notable }) =>
      cause !== 'other' &&
      cause !== 'unclassified' &&
      !notable &&
      !['user', 'nobody'].includes(owner) &&
      number >= FEWEST,
  );
  const summary = row && causeIn(now, row.cause);
  if (row === undefined || summary === undefined) return [];
  return [
    {
      text: `${given(digest, summary)}${when(summary)}${where(summary)}. ${acts(row.owner)}`,
      tier: 2,
      weight: row.people,
    },
  ];
}

function mostCostly({ causes, behavior }: Omit<Digest, 'headlines'>): string | null {
  const [row] = causes;
  if (row === undefined || row.cause === 'other' || row.people < FEWEST) return null;
  const recovery = behavior.recovery.find(({ cause }) => cause === row.cause);
  const back = recovery === undefined ? null : recoveryText(recovery);
  return `Most people were stopped by “${causeName(row.cause)}”: ${people(row.people)}${back === null ? '' : `; ${back}`}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
