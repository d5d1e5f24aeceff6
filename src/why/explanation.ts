import type { CauseId } from '../causes/ids.ts';
import type { Confidence, Outcome, Owner, State, Step } from '../causes/terms.ts';

/**
 * Why a person cannot log in: one value, printed by Slack, the terminal and as JSON.
 * Times are ISO 8601 in UTC. Every sentence that claims something names the log ids that show it.
 * Sentences may hold the identifier that was asked about; anybody else's is masked.
 */
export interface Explanation {
  /** As it was typed. */
  asked: string;
  at: string;
  verdict: Verdict;
  /** Second-best explanations, and what else is wrong, most likely first. */
  alternatives: { cause: string; confidence: Confidence; why: string }[];
  /** What people would suspect first and what shows that it is not so. */
  ruledOut: { cause: string; why: string; logIds: string[] }[];
  /** The rows that prove the verdict, oldest first. */
  evidence: { logId: string; date: string; type: string; text: string }[];
  /** Oldest first. */
  attempts: Attempt[];
  identities: { userId: string; connection: string | null; identifier: string | null }[];
  scope: Scope;
  /** Tenant changes shortly before the first failure of the verdict's kind. */
  changes: { logId: string; date: string; text: string }[];
  coverage: { from: string; to: string; events: number; notes: string[] };
  /** agent: what the support agent does next, in order. customer: ready to paste, no jargon, no log ids. */
  advice: { agent: string[]; customer: string };
}

interface Verdict {
  cause: CauseId;
  /** One sentence. */
  headline: string;
  confidence: Confidence;
  owner: Owner;
  state: State;
}

/** One pass through the login, rebuilt from its rows. */
export interface Attempt {
  startedAt: string;
  endedAt: string;
  outcome: Outcome;
  reached: Step;
  /** Null where it succeeded or is still open. */
  cause: string | null;
  application: string | null;
  connection: string | null;
  ip: string | null;
  /** "Berlin, DE", where Auth0 sent a place. */
  place: string | null;
  /** "Chrome on Windows" */
  device: string | null;
  logIds: string[];
}

/** How wide the verdict's trouble is. */
export interface Scope {
  kind: 'this_user' | 'this_ip' | 'this_connection' | 'this_application' | 'everybody' | 'unknown';
  /** Other people with the same failure. */
  others: number;
  /** When the first of these failures happened, ISO; null where only this person is concerned. */
  since: string | null;
  logIds: string[];
}
