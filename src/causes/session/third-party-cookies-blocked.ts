import { isLogin } from '../../event/kind.ts';
import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { isType, MINUTE, says, theApplication, times, triesWith } from '../reading.ts';
import { isLoginRequired } from './silent.ts';

/** A silent question this soon after a login ought to find the session. */
const SOON = 15 * MINUTE;
/** Browsers that block or partition third-party cookies by default. */
const BLOCKING = /safari|firefox|brave|webkit/i;

/** Logins that were forgotten within minutes: each login with the silent failures that followed it. */
function forgotten(rows: readonly LogEvent[]): { login: LogEvent; silent: LogEvent[] }[] {
  const found: { login: LogEvent; silent: LogEvent[] }[] = [];
  let login: LogEvent | undefined;
  for (const row of rows) {
    if (isLogin(row)) login = row;
    else if (row.type === 'slo') login = undefined;
    else if (
      login !== undefined &&
      isLoginRequired(row) &&
      row.at - login.at < SOON &&
      row.ip === login.ip &&
      row.userAgent === login.userAgent
    ) {
      const last = found.at(-1);
      if (last?.login === login) last.silent.push(row);
      else found.push({ login, silent: [row] });
    }
  }
  return found;
}

export const thirdPartyCookiesBlocked: Cause = {
  id: 'third_party_cookies_blocked',
  family: 'session',
  owner: 'developer',
  reach: 'user',
  step: 'application',
  name: 'third-party cookies blocked',
  signal: (event) =>
    isType(event, 'fcoa') &&
    says(event, /login required|third.?party cookie|cross-?origin|co_(id|verification|authentication)/i),
  signalConfidence: 'medium',
  sequence: (story): Finding[] => {
    const cycles = forgotten(story.rows).filter((c) => c.login.at >= story.from);
    const last = cycles.at(-1);
    if (last === undefined || cycles.length < 2) return [];
    const blocking = BLOCKING.test(last.login.userAgent ?? '') && !/chrome|edg/i.test(last.login.userAgent ?? '');
    const rows = cycles.flatMap((c) => [c.login, ...c.silent]);
    return [
      {
        cause: 'third_party_cookies_blocked',
        confidence: blocking && cycles.length >= 2 ? 'high' : 'medium',
        tries: triesWith(story, rows),
        rows,
        instead: ['session_expired', 'no_failures'],
        facts: { times: cycles.length },
      },
    ];
  },
  words: (finding) => ({
    headline: `{person} gets in and is logged out again within minutes, ${finding.facts?.times ? times(finding.facts.times) : 'several times'}: the browser hides the session cookie from ${theApplication(finding)}.`,
    agent: [
      'Do not reset a password: every login worked.',
      'Until it is fixed, another browser helps (or allowing cross-site cookies for this page).',
      `Tell the developers of ${theApplication(finding)}: use refresh-token rotation or a custom domain instead of silent login in a frame.`,
    ],
    customer:
      'Your sign-in works, but your browser then hides it from the application, so you seem logged out again. Please use another browser for now; we’re telling the developers.',
  }),
};
