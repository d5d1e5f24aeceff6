import type { Digest, Filter } from '../../digest/digest.ts';
import { lastWholeWeek, weekNamed } from '../../digest/week.ts';
import { Fault } from '../../errors.ts';
import type { State } from '../../state/port.ts';
import type { Desk } from '../feature.ts';
import { subscriptionId } from './command.ts';
import { filterFrom } from './command-words.ts';
import { addressOf, DigestPoster } from './poster.ts';

export interface PostOptions {
  channel?: string;
  /** Although it was posted there already. */
  again?: boolean;
}

interface Parts {
  make(choice: { week: string } & Filter): Promise<Digest>;
  now: number;
  zone: string;
  desk: Pick<Desk, 'posting' | 'log' | 'now'>;
  state: Pick<State, 'claims' | 'digests'>;
}

/**
 * Posts a digest because somebody wants it, also where nobody knows whether it was posted before.
 * @returns a sentence for each channel
 * @throws Fault, PostFailed
 */
export async function postByHand(
  options: PostOptions & { week?: string } & Filter,
  { make, now, zone, desk, state }: Parts,
): Promise<string[]> {
  const week = options.week === undefined ? lastWholeWeek(now, zone) : weekNamed(options.week, zone);
  const { application, connection, organization } = options;
  const filter = filterFrom(JSON.parse(JSON.stringify({ application, connection, organization })));
  const poster = new DigestPoster(desk, {
    make: () => make({ week: week.name, ...filter }),
    zone,
    state,
    tell: async () => {},
    owner: `by hand ${now}`,
  });
  const targets =
    options.channel === undefined
      ? (await state.digests.subscriptions()).map(({ id, channel, filter: of }) => ({
          id,
          channel,
          filter: filterFrom(of),
        }))
      : [{ id: subscriptionId(options.channel, filter), channel: options.channel, filter }];
  if (targets.length === 0)
    throw new Fault('bad_request', 'No channel gets a digest. Name one: whylogin digest --post --channel C0123456789');
  const lines: string[] = [];
  for (const target of targets) {
    const usual = addressOf(target, week);
    const claim = await state.claims.get(`digest ${usual.id}`);
    const isThere = claim?.outcome !== undefined && claim.outcome !== null && claim.outcome !== 'unknown';
    if (isThere && !options.again) {
      lines.push(`${target.channel}: the digest of ${week.name} was posted there already; --again posts it once more.`);
      continue;
    }
    const address = claim === undefined ? usual : { ...usual, id: `${usual.id} by hand ${now}` };
    const outcome = await poster.post(address, week, () => make({ week: week.name, ...target.filter }));
    lines.push(
      outcome.kind === 'posted'
        ? `${target.channel}: posted the digest of ${week.name}.`
        : `${target.channel}: Slack gave no answer; look into the channel before you post again.`,
    );
  }
  return lines;
}
