import { maskIdentifier, maskIp, maskIpsIn } from '../privacy.ts';
import type { Explanation } from './explanation.ts';
import type { Found } from './findings.ts';
import type { Subject } from './subject.ts';
import type { Judgement } from './verdict.ts';
import { speaker } from './words.ts';

/** Stands where an event's own words were: they can hold anything about anybody. */
const LEFT_OUT = '…';

/** How the person or address is told from others where others read along. */
export function maskedName(subject: Subject): string {
  if (subject.kind === 'address') return maskIp(subject.ip);
  return subject.kind === 'event' ? 'this person' : maskIdentifier(subject.asked);
}

/** Says sentences to a channel: the person unnamed, and whatever names anybody or a whole address masked. */
export function channelSpeaker(subject: Subject): (sentence: string) => string {
  const say = speaker(subject.kind === 'address' ? 'whoever signs in there' : 'this person', []);
  return (sentence) => say(maskIpsIn(sentence));
}

export function judgementInChannel(judgement: Judgement): Judgement {
  return {
    ...judgement,
    verdict: withoutFreeText(judgement.verdict),
    others: judgement.others.map(withoutFreeText),
  };
}

/** The same finding without words that tenants, providers and people wrote: sentences made of it name none of them. */
function withoutFreeText(found: Found): Found {
  const { facts } = found;
  if (facts === undefined) return found;
  const left = (value: string | number | undefined) => (value === undefined ? undefined : LEFT_OUT);
  return {
    ...found,
    facts: {
      ...facts,
      text: left(facts.text),
      provider: left(facts.provider),
      rules: left(facts.rules),
      reason: undefined,
      typed: facts.typed === undefined ? undefined : maskIdentifier(String(facts.typed)),
      redirect: addressOnly(facts.redirect),
    },
  };
}

/** A URL without its query and fragment, where names and tokens travel. */
function addressOnly(url: string | number | undefined): string | undefined {
  return url === undefined ? undefined : String(url).split(/[?#]/, 1)[0];
}

/** Attempts without whole addresses. */
export function withoutAddresses(attempts: Explanation['attempts']): Explanation['attempts'] {
  return attempts.map((attempt) => ({ ...attempt, ip: attempt.ip === null ? null : maskIp(attempt.ip) }));
}
