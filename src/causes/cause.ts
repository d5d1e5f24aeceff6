import type { LogEvent } from '../event/log-event.ts';
import type { CauseId } from './ids.ts';
import type { Story, Try } from './story.ts';
import type { Confidence, Owner, Step } from './terms.ts';

export type Family =
  | 'credentials'
  | 'block'
  | 'verification'
  | 'mfa'
  | 'passwordless'
  | 'enterprise'
  | 'configuration'
  | 'action'
  | 'organization'
  | 'session'
  | 'outcome';

/** How many people a cause can concern by its nature. */
type Reach = 'user' | 'ip' | 'connection' | 'application' | 'tenant';

/**
 * One reason why a login does not work: what one event shows of it, what a sequence shows, and its sentences.
 * `{person}` in sentences stands for the person asked about and is filled in (or masked) by why/words.ts alone.
 */
export interface Cause {
  id: CauseId;
  family: Family;
  /** Who acts, unless a finding knows better. */
  owner: Owner;
  reach: Reach;
  /** Where in the login it stops people. */
  step: Step;
  /** A few words for lists: "wrong password". */
  name: string;
  /** What one event shows. At most one cause's signal takes an event: the first in the vocabulary's order. */
  signal?(event: LogEvent): boolean;
  /** How sure one event makes it. High where not given. */
  signalConfidence?: Confidence;
  /** What the story adds to a finding by single events: how sure it is, who acts, what else it could mean, more proof. */
  weigh?(story: Story, tries: readonly Try[]): Partial<Omit<Finding, 'cause' | 'tries'>>;
  /** What a sequence shows. */
  sequence?(story: Story): Finding[];
  words(finding: Finding): Words;
}

/** A cause seen in somebody's rows. */
export interface Finding {
  cause: CauseId;
  confidence: Confidence;
  /** The tries it explains. They count as this cause and no longer as what their last row alone says. */
  tries: readonly Try[];
  /** The rows that show it, oldest first. */
  rows: readonly LogEvent[];
  /** It stands now, whatever came after: a block, a live fact. */
  standing?: boolean;
  /** True, but not what stops the person: the verdict only where nothing else is wrong. A block that was lifted since. */
  aside?: boolean;
  /** Causes whose findings this one explains away when it is the verdict. */
  instead?: readonly CauseId[];
  owner?: Owner;
  /** Parts for the sentences: counts, names of applications and connections, factors. Never a person's name. */
  facts?: Readonly<Record<string, string | number | undefined>>;
  /** What else these rows could mean, named beside it. */
  second?: readonly { cause: CauseId; why: string }[];
  /** When it began to count, epoch ms, where that is not its first row. */
  since?: number;
}

interface Words {
  /** One sentence. */
  headline: string;
  /** What the support agent does, in order; short imperative sentences. */
  agent: readonly string[];
  /** To paste to the customer: plain, kind, no jargon, never says whether an account exists. */
  customer: string;
}
