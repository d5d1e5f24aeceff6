import type { Cause, Finding } from '../cause.ts';
import { HOUR, rowsOf } from '../reading.ts';

/** Auth0 sends at most this many text messages to one person in an hour. */
const CAP = 10;

export const mfaSmsCap: Cause = {
  id: 'mfa_sms_cap',
  family: 'mfa',
  owner: 'user',
  reach: 'user',
  step: 'mfa_challenge',
  name: 'too many text messages',
  signal: (event) => event.type === 'limit_phone' || event.facts.failureCode === 'too_many_sms',
  sequence: (story): Finding[] => {
    const sent = rowsOf(story, 'gd_send_sms').filter((row) => row.at >= story.from);
    const limit = rowsOf(story, 'limit_phone').findLast((row) => row.at >= story.from);
    const last = limit ?? sent.at(-1);
    if (last === undefined) return [];
    const hour = sent.filter((row) => row.at > last.at - HOUR && row.at <= last.at);
    if (limit === undefined && hour.length < CAP) return [];
    const tries = story.tries.filter(
      (t) => t.outcome !== 'succeeded' && t.endedAt >= last.at - HOUR && t.reached === 'mfa_challenge',
    );
    return [
      {
        cause: 'mfa_sms_cap',
        confidence: 'high',
        tries,
        rows: limit === undefined ? hour : [...hour, limit],
        instead: ['mfa_challenge_unanswered'],
        facts: { sent: hour.length >= CAP ? hour.length : undefined },
      },
    ];
  },
  words: (finding) => ({
    headline: `{person} asked for ${finding.facts?.sent ?? 'too many'} text messages within an hour; Auth0 sends no more until the hour is over.`,
    agent: [
      'Ask {person} to wait an hour, then to ask for one code and to wait for it.',
      'If no text message ever arrives, check the number and the carrier; another factor or a recovery code works meanwhile.',
    ],
    customer:
      'You’ve reached the number of codes we can text you within an hour. Please wait an hour, ask for one code and give it a few minutes. If none arrives, tell us the number you expect it on.',
  }),
};
