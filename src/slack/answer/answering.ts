import type { Stopped } from '../../spikes/explains.ts';
import type { State } from '../../state/port.ts';
import type { Answers } from '../../why/answers.ts';
import type { Explanation } from '../../why/explanation.ts';
import type { Message } from '../blocks.ts';
import type { Explaining } from '../spikes/feature.ts';
import { dashboardPage } from './dashboard.ts';
import { likelyMeant } from './mail-domains.ts';
import { answerMessage } from './message.ts';
import { type FixedQuestion, subjectOf } from './question.ts';

/** What answering people needs of the rest. */
export interface AnsweringPorts {
  answers: Answers;
  state: Pick<State, 'feedback' | 'watches' | 'secrets'>;
  /** How long events are kept, ms. */
  kept: number;
  /** The tenant's canonical domain ("acme.eu.auth0.com"); null where it is not configured. */
  domain: string | null;
  /** Of this whylogin. */
  version: string;
  /** What the store has: for the App Home. */
  feed(): Promise<{ events: number; last: number | null }>;
  /** The open incident, if any, that is why somebody cannot log in. */
  incidentOf?(stopped: Stopped): Promise<Explaining | null>;
  /** Milliseconds between looks at whom somebody watches. */
  watchEvery?: number;
}

export interface Answered {
  explanation: Explanation;
  message: Message;
  /** For the audit. */
  outcome: string;
}

/** Asks, and lays the private answer out. @throws Fault */
export async function answered(ports: AnsweringPorts, question: FixedQuestion): Promise<Answered> {
  const explanation = await ports.answers.explain(asked(question));
  const nothing = explanation.verdict.cause === 'no_events';
  const incident = (await ports.incidentOf?.(stoppedBy(explanation))) ?? null;
  return {
    explanation,
    outcome: `answered ${explanation.verdict.cause}`,
    message: answerMessage(explanation, {
      question,
      kept: ports.kept,
      dashboard: dashboardPage(ports.domain, explanation),
      instead: nothing ? likelyMeant(question.who) : null,
      incident,
    }),
  };
}

function stoppedBy({ verdict, attempts }: Explanation): Stopped {
  const last = attempts.findLast(({ cause }) => cause === verdict.cause);
  return { cause: verdict.cause, connection: last?.connection ?? null, application: last?.application ?? null };
}

/** The question as the core asks it. */
export function asked(question: FixedQuestion): Parameters<Answers['explain']>[0] {
  const { at, since, application } = question;
  return { subject: subjectOf(question), at, since, ...(application === null ? {} : { application }) };
}
