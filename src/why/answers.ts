import type { Reaching } from '../live/port.ts';
import type { Profile } from '../live/profile.ts';
import type { EventStore, Range } from '../store/port.ts';
import type { Evidence } from './evidence.ts';
import { explain, type Reader } from './explain.ts';
import type { Explanation } from './explanation.ts';
import { gather, type Question } from './gather.ts';
import type { TenantRule } from './rules.ts';
import type { Subject } from './subject.ts';
import { type TimelineRow, timelineOf } from './timeline.ts';

/** What is known about a person outside the logs now, and what could not be asked, in sentences. */
export interface LiveKnowledge {
  profile: Profile | null;
  notes: readonly string[];
}

/** What is known of the sources about a time: stretches that are lost, a source that is silent, in sentences. */
export interface Remarks {
  notes: readonly string[];
  /** So much is not read that "nothing" cannot be said of that time. */
  unread: boolean;
}

export interface AnswerSources {
  store: EventStore;
  rules: readonly TenantRule[];
  /** Asks Auth0; never throws: what cannot be asked becomes a note. */
  live(subject: Subject): Promise<LiveKnowledge>;
  /** The store as it answers a question whose window begins there, archives asked for what it does not hold. */
  reach?(from: number): Reaching;
  remarks?(range: Range): Promise<Remarks>;
}

/** The questions that people ask, each from fresh evidence. */
export interface Answers {
  /** @throws Fault 'bad_request' where there is no such event or application */
  explain(question: Question, reader?: Reader): Promise<Explanation>;
  timeline(question: Question): Promise<TimelineRow[]>;
}

export function answersFrom({ store, rules, live, reach, remarks }: AnswerSources): Answers {
  const evidenceOf = async (question: Question): Promise<Evidence> => {
    const { profile, notes } = await live(question.subject);
    const from = question.at - question.since;
    const reaching = reach?.(from) ?? { store, notes: () => [] };
    const evidence = await gather(question, { store: reaching.store, profile, rules });
    const remarked = (await remarks?.({ from, to: question.at })) ?? { notes: [], unread: false };
    return {
      ...evidence,
      unread: remarked.unread,
      notes: [...evidence.notes, ...notes, ...reaching.notes(), ...remarked.notes],
    };
  };
  return {
    explain: async (question, reader = 'private') => explain(await evidenceOf(question), reader),
    timeline: async (question) => timelineOf(await evidenceOf(question)),
  };
}
