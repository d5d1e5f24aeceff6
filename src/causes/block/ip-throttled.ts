import { isLogin, whoOf } from '../../event/kind.ts';
import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { DAY, isWorded, says, unsuccessful } from '../reading.ts';

/** Suspicious-IP throttling of logins; the same type also tells of too many sign-ups, which stop no login. */
function isThrottle(event: LogEvent): boolean {
  if (event.type !== 'limit_mu') return false;
  return event.facts.flow === undefined ? !says(event, /too many sign-?ups/i) : event.facts.flow !== 'signup';
}

export const ipThrottled: Cause = {
  id: 'ip_throttled',
  family: 'block',
  owner: 'support',
  reach: 'ip',
  step: 'credentials',
  name: 'address blocked',
  signal: (event) => isThrottle(event) || (isWorded(event) && says(event, /suspicious login behaviou?r/i)),
  sequence: (story): Finding[] => {
    const addresses =
      story.person.address !== null
        ? new Set([story.person.address])
        : new Set(story.rows.filter((row) => row.at >= story.at - 14 * DAY).map((row) => row.ip));
    const now = story.profile?.addressBlocks ?? {};
    // A block that Auth0 no longer has is over, whatever the logs say.
    const block = [...story.around.notices, ...story.rows].findLast(
      (row) =>
        isThrottle(row) &&
        row.ip !== null &&
        addresses.has(row.ip) &&
        row.at >= story.at - DAY &&
        now[row.ip] !== false,
    );
    const ip = block?.ip ?? [...addresses].find((each) => each !== null && now[each] === true);
    if (ip === undefined || ip === null) return [];
    const live = now[ip] === true;
    const tries = unsuccessful(story).filter((t) => t.ip === ip && t.endedAt >= (block?.at ?? story.at) - DAY);
    // The row is written at most once an hour: without it the last refused try shows that it stops this person.
    const at = block?.at ?? tries.at(-1)?.endedAt;
    if (at === undefined) return [];
    const here = story.rows.filter((row) => row.ip === ip);
    if (!live && here.some((row) => isLogin(row) && row.at > at)) return [];
    // Elsewhere and fine since: the blocked address is not what stops this person.
    if (story.rows.some((row) => isLogin(row) && row.at > at)) return [];
    const others = story.around.sameAddress.filter(
      (row) => row.ip === ip && row.at >= at - DAY && row.at <= story.at && row.type.startsWith('f'),
    );
    const people = new Set(others.map(whoOf)).size;
    // The newest tries are made elsewhere: then this address is not what stops them.
    const last = unsuccessful(story).at(-1);
    const elsewhere = story.person.address === null && last !== undefined && last.startedAt > at && last.ip !== ip;
    return [
      {
        cause: 'ip_throttled',
        // Such a block ends by itself, and no row says when.
        confidence: live ? 'high' : 'medium',
        tries,
        rows: [...tries.map((t) => t.telling), ...(block ? [block] : [])].sort((a, b) => a.at - b.at),
        standing: true,
        aside: elsewhere,
        instead: elsewhere ? [] : ['wrong_password', 'unknown_user', 'suspected_attack', 'brute_force_blocked'],
        facts: {
          people: people || undefined,
          address: story.person.address ?? undefined,
          live: live ? 'yes' : undefined,
        },
        since: at,
      },
    ];
  },
  words: (finding) => ({
    headline: headline(finding),
    agent: [
      'Do not reset a password.',
      'If it is a shared office or carrier address, ask whoever runs Auth0 here to unblock it and to put it on the allow-list of suspicious-IP throttling.',
      'Until then {person} can try from another network, for example the phone’s.',
    ],
    customer:
      'Sign-in from the network you’re on is paused because of too many failed tries by others there. It has nothing to do with your password. Please try from another network, for example your phone’s, while we sort this out.',
  }),
};

function headline({ facts }: Finding): string {
  const checked = facts?.live ? ' (checked now)' : '';
  const blocked = facts?.address
    ? `This address is blocked${checked}`
    : `The address {person} signs in from is blocked${checked}, not {person}`;
  const number = Number(facts?.people ?? 0);
  const people = `${number} ${facts?.address ? '' : 'other '}${number === 1 ? 'person' : 'people'}`;
  return `${blocked}${number === 0 ? '' : `: ${people} failed from it`}.`;
}
