import type { CauseId } from '../causes/ids.ts';
import { MINUTE, rejections, times } from '../causes/reading.ts';
import type { Story, Try } from '../causes/story.ts';
import { STEPS, type State, type Step } from '../causes/terms.ts';
import { causeOf, rankOf } from '../causes/vocabulary.ts';
import { deviceOf } from '../event/device.ts';
import { isMasked } from '../event/identifier.ts';
import { isLogin, isReuse, isUnnamed, whoOf } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { maskIdentifier } from '../privacy.ts';
import type { Found } from './findings.ts';
import { quote } from './quote.ts';

/** Troubles whose last rows lie this close together are one visit: then the first to be fixed is the verdict. */
const ONE_VISIT = 30 * MINUTE;
const LONGEST_PLACE = 80;

export interface Judgement {
  verdict: Found;
  state: State;
  /** What else is wrong or was, most telling first. */
  others: Found[];
  /** The success that shows the earlier trouble is over. */
  proofOfSuccess: LogEvent | null;
}

/** When its last row was. Rows of a finding are in order, tries by their end. */
function lastAt(found: Found): number {
  return Math.max(found.tries.at(-1)?.endedAt ?? 0, found.rows.at(-1)?.at ?? 0);
}

function order(step: Step): number {
  return STEPS.indexOf(step);
}

function samePlace(found: Found, t: Try): boolean {
  const last = found.tries.at(-1);
  if (last === undefined) return true;
  const cause = causeOf(found.cause);
  const client = last.clientId !== null && t.clientId !== null ? last.clientId === t.clientId : null;
  const connection = last.connection !== null && t.connection !== null ? last.connection === t.connection : null;
  if (cause.family === 'configuration' || cause.reach === 'application') return client ?? connection ?? true;
  if (cause.reach === 'connection') return connection ?? client ?? true;
  return client === null && connection === null ? true : client === true || connection === true;
}

function withMfa(t: Try): boolean {
  return t.rows.some(
    (row) =>
      row.type === 'gd_auth_succeed' ||
      row.type === 'gd_recovery_succeed' ||
      row.type === 'gd_enrollment_complete' ||
      row.prompts?.some((p) => /mfa/i.test(p)) === true,
  );
}

/**
 * A browser that is remembered is not asked for a second factor: a login there shows nothing about the one that failed
 * elsewhere. A passkey replaces the password, so any way in ends it.
 */
function needsMfa(found: Found, t: Try): boolean {
  return (
    causeOf(found.cause).family === 'mfa' &&
    found.cause !== 'passkey_failed' &&
    t.userAgent !== found.tries.at(-1)?.userAgent
  );
}

/** This later pass shows that the trouble is over: the same step passed at the same place. Reuse never shows it. */
function passedBy(found: Found, t: Try): boolean {
  if (t.reuse || !samePlace(found, t)) return false;
  const cause = causeOf(found.cause);
  if (t.outcome === 'succeeded') return t.rows.some(isLogin) && (!needsMfa(found, t) || withMfa(t));
  // A request that failed before any page was shown is mended as soon as the page is shown there.
  if (cause.step === 'callback') return t.clientId !== null && order(t.reached) <= order('mfa_challenge');
  return (
    order(cause.step) <= order('mfa_challenge') && order(t.reached) > order(cause.step) && t.reached !== 'callback'
  );
}

function isOpen(story: Story, found: Found): boolean {
  if (found.standing === true) return true;
  const own = new Set(found.tries);
  const passed = (last: number, who: string | null) =>
    story.tries.some(
      (t) => t.endedAt > last && !own.has(t) && (who === null || whoOf(t.telling) === who) && passedBy(found, t),
    );
  if (story.person.address === null || found.tries.length === 0) return !passed(lastAt(found), null);
  // At an address each person's own success counts, and nobody else's.
  const people = new Map(found.tries.map((t) => [isUnnamed(t.telling) ? null : whoOf(t.telling), t.endedAt]));
  return [...people].some(([who, last]) => !passed(last, who));
}

function outcome(cause: CauseId, confidence: Found['confidence'], rows: LogEvent[], facts: Found['facts'] = {}): Found {
  return { cause, confidence, tries: [], rows, facts };
}

/** Weighs what was found: the verdict is about now. Covered: the store holds something of the window at all. */
export function judge(story: Story, all: readonly Found[], masked: boolean, covered = true): Judgement {
  const open = all.filter((found) => isOpen(story, found) && (found.standing === true || lastAt(found) >= story.from));
  const over = all
    .filter((found) => !open.includes(found))
    .map((found): Found => ({ ...found, over: true }))
    .sort((a, b) => lastAt(b) - lastAt(a));
  if (open.length > 0) {
    const stopping = open.some((found) => !found.aside) ? open.filter((found) => !found.aside) : open;
    const newest = Math.max(...stopping.map(lastAt));
    const visit = stopping
      .filter((found) => found.standing || lastAt(found) >= newest - ONE_VISIT)
      .sort((a, b) => rankOf(a.cause) - rankOf(b.cause));
    const verdict = visit[0]!;
    const rest = [
      ...visit.slice(1),
      ...open.filter((f) => !visit.includes(f)).sort((a, b) => lastAt(b) - lastAt(a)),
      ...over,
    ];
    return { verdict, state: stateOf(verdict), others: rest, proofOfSuccess: null };
  }
  const inWindow = story.rows.filter((row) => row.at >= story.from);
  const success = story.tries.findLast((t) => t.endedAt >= story.from && t.outcome === 'succeeded' && !t.reuse);
  if (over.length > 0 && success !== undefined) {
    const earlier = over[0]!;
    const login = success.rows.find(isLogin) ?? success.telling;
    const verdict = outcome('resolved', 'high', [...earlier.rows.slice(-3), login], {
      what: phrase(earlier),
      place: success.application === null ? undefined : quote(success.application, LONGEST_PLACE),
    });
    return { verdict, state: 'resolved', others: over, proofOfSuccess: login };
  }
  const logins = inWindow.filter(isLogin);
  const used = inWindow.filter((row) => isLogin(row) || isReuse(row) || row.type === 'sertft');
  if (used.length > 0) {
    return {
      verdict: outcome(
        'no_failures',
        covered ? (logins.length > 0 ? 'high' : 'medium') : 'low',
        (logins.length > 0 ? logins : used).slice(-10),
        { logins: logins.length || undefined, used: 'yes' },
      ),
      state: 'none',
      others: over,
      proofOfSuccess: null,
    };
  }
  if (inWindow.length > 0) {
    return {
      verdict: outcome('no_failures', 'low', inWindow.slice(-5), {}),
      state: 'none',
      others: over,
      proofOfSuccess: null,
    };
  }
  return {
    verdict: masked
      ? outcome('identifier_masked', 'medium', [])
      : { ...outcome('no_events', covered ? 'high' : 'low', []), second: nearMiss(story) },
    state: 'none',
    others: over,
    proofOfSuccess: null,
  };
}

/** A name a slip away that nobody has, typed by somebody who cannot be told to be this person. */
function nearMiss(story: Story): Found['second'] {
  const last = story.around.nearMisses.at(-1);
  if (last === undefined) return [];
  const same = story.around.nearMisses.filter((row) => row.identifier === last.identifier);
  const on = [deviceOf(last.userAgent), last.city].filter((part) => part !== null).join(' in ');
  const why = `Somebody${on === '' ? '' : ` on ${on}`} typed ${maskIdentifier(last.identifier!)}, a slip away, ${times(same.length)}.`;
  return [{ cause: 'identifier_typo', why }];
}

function stateOf(found: Found): State {
  const cause = causeOf(found.cause);
  if (found.aside === true) return 'failing';
  if (found.standing === true && cause.family === 'block' && found.cause !== 'suspected_attack') return 'blocked';
  // A captcha is asked for at each try anew: nothing stands.
  if (found.cause === 'bot_detection') return 'failing';
  if (found.tries.at(-1)?.outcome === 'open') return 'in_progress';
  if (found.tries.at(-1)?.outcome === 'blocked') return 'blocked';
  if (cause.family === 'outcome' && found.cause !== 'unclassified') return 'none';
  return found.tries.length === 0 && ['session_expired', 'acl_blocked', 'landed_in_other_account'].includes(found.cause)
    ? 'none'
    : 'failing';
}

/** "3 wrong passwords": what went before, for the sentence of a resolved trouble. */
function phrase(found: Found): string {
  const n = rejections(found.tries).length;
  const name = causeOf(found.cause).name;
  return n > 1 ? `“${name}” (${times(n)})` : `“${name}”`;
}

/** Most names in these rows are stars or hashes: the stream masks them. */
export function looksMasked(rows: readonly LogEvent[]): boolean {
  const named = rows.filter((row) => row.identifier !== null);
  return named.length > 0 && named.filter((row) => isMasked(row.identifier!)).length > named.length / 2;
}
