import type { Digest, Filter } from '../../digest/digest.ts';
import type { Week } from '../../digest/week.ts';
import type { State } from '../../state/port.ts';

/** What the digest's side of Slack works with. */
export interface DigestingPorts {
  /** A week up to now. */
  make(week: Week, filter: Filter | undefined): Promise<Digest>;
  /** In which weeks begin and digests are posted. */
  zone: string;
  state: Pick<State, 'claims' | 'digests'>;
  /** Says a sentence to whoever operates whylogin. */
  tell(sentence: string): Promise<void>;
  /** This process's own mark, on what it claims. */
  owner: string;
}
