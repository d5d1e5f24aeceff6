import { deviceOf } from '../../event/device.ts';
import { isLogin, whoOf } from '../../event/kind.ts';
import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { placeOf, strangerTo } from '../habits.ts';
import { HOUR, isUnknownName, isWrongPassword, lastLogin, rejections, times, unsuccessful } from '../reading.ts';
import type { Story } from '../story.ts';

/** Guesses come from this many addresses or more, none of them the person's. */
const ADDRESSES = 3;
/** As many show it too where no login of the person is known to compare with. */
const MANY_ADDRESSES = 5;
/** As many from one address show it where the person was in from home all the same. */
const BLOCKED_AT = 10;
/** A flood: as many other names failed within the hour from the same addresses or with the same browser. */
const NAMES = 5;

/**
 * Other names that failed close to these guesses from their addresses, or with their browser where that is telling:
 * a script's, or the same one at several addresses. That others fail with the same Chrome tells nothing.
 */
function flood(story: Story, guesses: readonly LogEvent[]): LogEvent[] {
  const from = guesses[0]!.at - HOUR;
  const to = guesses.at(-1)!.at + HOUR;
  const addresses = new Set(guesses.map((row) => row.ip));
  const telling = addresses.size > 1 ? guesses : guesses.filter((row) => !/ on /.test(deviceOf(row.userAgent) ?? ''));
  const browsers = new Set(telling.map((row) => row.userAgent));
  const others = [...story.around.sameAddress, ...[...story.around.sameConnection.values()].flat()];
  return others.filter(
    (row) =>
      row.at >= from &&
      row.at <= to &&
      (isUnknownName(row) || isWrongPassword(row)) &&
      (addresses.has(row.ip) || browsers.has(row.userAgent)),
  );
}

/** A login from an address of the guesses, where the person had never got in before them. */
function intruder(story: Story, guesses: readonly LogEvent[]): LogEvent | undefined {
  const addresses = new Set(guesses.map((row) => row.ip));
  const before = new Set(story.rows.filter((row) => isLogin(row) && row.at < guesses[0]!.at).map((row) => row.ip));
  return story.rows.find(
    (row) => isLogin(row) && row.at > guesses[0]!.at && addresses.has(row.ip) && !before.has(row.ip),
  );
}

/** The person got in since, with nothing wrong, from a place of their own: whoever failed so often was not they. */
function inBesides(story: Story, guesses: readonly LogEvent[]): boolean {
  const strange = strangerTo(story);
  const addresses = new Set(guesses.map((row) => row.ip));
  return story.rows.some(
    (row) => isLogin(row) && row.at > guesses.at(-1)!.at && !addresses.has(row.ip) && strange?.(row) === false,
  );
}

/** Auth0 blocks the person's name at an address of the guesses now. */
function standsAt(story: Story, guesses: readonly LogEvent[]): boolean {
  return story.profile?.blocks?.some(({ ip }) => guesses.some((row) => row.ip === ip)) === true;
}

/**
 * A school or an office behind one address: most tries are of names that have an account, and they come from several browsers.
 * Guesses from one address are made by one program, with names from a list.
 */
function isCrowd(guesses: readonly LogEvent[]): boolean {
  const devices = new Set(guesses.map((row) => deviceOf(row.userAgent)));
  return devices.size >= 3 && guesses.filter(isUnknownName).length * 2 < guesses.length;
}

/** One address that tries many names and hardly ever gets in. */
function fromAddress(story: Story): Finding[] {
  const tries = unsuccessful(story).filter((t) => isUnknownName(t.telling) || isWrongPassword(t.telling));
  const guesses = rejections(tries);
  const names = new Set(guesses.map(whoOf)).size;
  const inside = new Set(story.rows.filter(isLogin).map(whoOf)).size;
  if (names < NAMES || inside * 4 > names) return [];
  const crowd = isCrowd(guesses);
  return [
    {
      cause: 'suspected_attack',
      confidence: crowd ? 'low' : names >= 2 * NAMES && inside === 0 ? 'high' : 'medium',
      tries,
      rows: guesses,
      aside: crowd,
      instead: ['wrong_password', 'unknown_user', 'brute_force_blocked'],
      facts: { times: guesses.length, names, inside },
    },
  ];
}

export const suspectedAttack: Cause = {
  id: 'suspected_attack',
  family: 'block',
  owner: 'support',
  reach: 'user',
  step: 'credentials',
  name: 'guesses by somebody else',
  sequence: (story): Finding[] => {
    if (story.person.address !== null) return fromAddress(story);
    const wrong = unsuccessful(story).filter(
      (t) => isWrongPassword(t.telling) || ['limit_wc', 'pwd_leak'].includes(t.telling.type),
    );
    const known = lastLogin(story, wrong[0]?.startedAt) === undefined ? null : strangerTo(story);
    const strange = known ?? (() => true);
    const tries = wrong.filter((t) => strange(placeOf(t)));
    const last = tries.at(-1);
    if (last === undefined) return [];
    const guesses = rejections(tries);
    const addresses = new Set(guesses.map((row) => row.ip)).size;
    if (known === null && addresses < MANY_ADDRESSES) return [];
    const hit = new Set(flood(story, guesses).map(whoOf)).size;
    const besides = known !== null && guesses.length >= BLOCKED_AT && inBesides(story, guesses);
    if (known !== null && addresses < ADDRESSES && hit < NAMES && !besides) return [];
    // The person failing too, later and from home: then that is what to explain first.
    const own = wrong.findLast((t) => !strange(placeOf(t)));
    const beside = own !== undefined && own.endedAt > last.endedAt;
    const inside = intruder(story, guesses);
    return [
      {
        cause: 'suspected_attack',
        confidence: addresses >= ADDRESSES && hit >= NAMES ? 'high' : 'medium',
        tries,
        rows: inside === undefined ? guesses : [...guesses, inside],
        standing: inside !== undefined || (besides && standsAt(story, guesses)),
        aside: beside && inside === undefined,
        instead: beside ? [] : ['wrong_password', 'stale_password', 'brute_force_blocked'],
        facts: {
          times: guesses.length,
          addresses,
          others: hit || undefined,
          inside: inside === undefined ? undefined : 'yes',
        },
      },
    ];
  },
  words: (finding) =>
    finding.facts?.names
      ? {
          headline: `From this address ${finding.facts.names} different names were tried, ${times(finding.facts.times)}; ${finding.facts.inside ? `${finding.facts.inside} of them got in` : 'nobody got in'}. That looks like guessing, not like people.`,
          agent: [
            'Do not unblock this address.',
            'Tell whoever watches security here, with the times; anybody who got in from it needs a new password.',
          ],
          customer: 'Thank you for telling us. We’re looking into it.',
        }
      : finding.facts?.inside
        ? {
            headline: `Somebody who was guessing {person}’s password got in: ${finding.facts.times} wrong tries from ${addresses(finding)} that {person} had never used, and then the right one.`,
            agent: [
              'Verify the caller with care, and ask whether that login was theirs.',
              'If it was not: have the password reset and all sessions ended now, and tell whoever watches security here.',
              'MFA for {person} would have stopped it.',
            ],
            customer:
              'We’ve seen a sign-in that may not be yours. Please choose “Forgot password?” on the sign-in page and set a new password that you use nowhere else, then tell us whether you signed in at that time.',
          }
        : {
            headline: `Somebody else is guessing {person}’s password: ${finding.facts?.times} tries from ${addresses(finding)} that {person} has never used${finding.facts?.others ? `, which tried ${finding.facts.others} other names too` : ''}.`,
            agent: [
              'Verify the caller, and ask whether any of these tries was theirs.',
              'Nobody got in with these guesses; there is no need to reset the password unless {person} uses it elsewhere.',
              'Tell whoever watches security here; MFA for {person} would make such guesses pointless.',
            ],
            customer:
              'We’ve seen sign-in attempts that don’t look like yours. None of them got in. If you use the same password anywhere else, please change it, and turn on two-step sign-in if you can.',
          },
};

function addresses(finding: Finding): string {
  return `${finding.facts?.addresses} ${finding.facts?.addresses === 1 ? 'address' : 'addresses'}`;
}
