import { CAUSE_IDS, type CauseId } from '../../causes/ids.ts';
import { causeOf } from '../../causes/vocabulary.ts';
import type { Attempt, Explanation } from '../../why/explanation.ts';
import { actions, button, type Message, message } from '../blocks.ts';
import { bold, bullets, type Inline, line, moment, rich } from '../rich-text.ts';

export const UNWATCH = 'unwatch';
const MOST = 8;

/** What there is to tell of a watch. */
export interface WatchState {
  id: string;
  /** How the person is called, masked: a direct message stays. */
  name: string;
  /** Epoch ms. */
  from: number;
  until: number;
  /** What they did since, oldest first. */
  tries: readonly WatchedTry[];
  /** in: they got in. over: the time is. stopped: by whoever watched. */
  state: 'open' | 'in' | 'over' | 'stopped';
}

export interface WatchedTry {
  at: number;
  outcome: Attempt['outcome'];
  /** What stopped it; null where nothing did. */
  cause: string | null;
  application: string | null;
}

/** The passes through the login since the watch began. */
export function triesSince({ attempts }: Explanation, from: number): WatchedTry[] {
  return attempts
    .map(({ endedAt, outcome, cause, application }) => ({ at: Date.parse(endedAt), outcome, cause, application }))
    .filter(({ at }) => at >= from);
}

/** One message, edited until the watch ends. It names nobody. Pure. */
export function watchMessage({ id, name, until, tries, state }: WatchState): Message {
  const last = tries.at(-1);
  const [head, words] = headline(name, state, last !== undefined);
  const ends: Inline[] =
    state === 'open' ? ['Until ', moment(until, 'time'), '. Events reach me a minute or two late.'] : [];
  return message(words, [
    rich(line(bold(head), ...(ends.length > 0 ? ['\n', ...ends] : []))),
    ...(tries.length > 0 ? [rich(bullets(tries.slice(-MOST).map(told)))] : []),
    ...(state === 'open' ? [actions('watch', [button(UNWATCH, 'Stop watching', { value: id })])] : []),
  ]);
}

function headline(name: string, state: WatchState['state'], tried: boolean): [string, string] {
  const head = {
    open: `Watching ${name}: ${tried ? 'tried again' : 'no try yet'}`,
    in: `${name} is in`,
    over: tried ? `${name} tried and is not in; I stopped watching` : `${name} did not try; I stopped watching`,
    stopped: `${name}: no longer watched`,
  }[state];
  return [head, `${head}.`];
}

const OUTCOMES: Record<Attempt['outcome'], string> = {
  succeeded: 'in',
  failed: 'failed',
  blocked: 'blocked',
  abandoned: 'left unfinished',
  open: 'trying now',
};

function told({ at, outcome, cause, application }: WatchedTry): Inline[] {
  const stopped = outcome !== 'succeeded' && (CAUSE_IDS as readonly string[]).includes(cause ?? '');
  const why = stopped ? `: ${causeOf(cause as CauseId).name}` : '';
  const where = application === null ? '' : `, ${application}`;
  return [moment(at, 'time'), ` ${OUTCOMES[outcome]}${why}${where}`];
}
