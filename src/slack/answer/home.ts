import type { App } from '@slack/bolt';
import type { HomeView } from '@slack/types';
import { asFault } from '../../errors.ts';
import type { Refusal } from '../access.ts';
import { askerOf } from '../asker.ts';
import { type AnyBlock, actions, button, context, divider, header } from '../blocks.ts';
import type { Desk } from '../feature.ts';
import { ASK_BUTTON, help, refused } from '../notices.ts';
import { type Inline, line, moment, rich } from '../rich-text.ts';
import type { AnsweringPorts } from './answering.ts';

const HOUR = 3_600_000;

interface HomeState {
  refusal: Refusal | null;
  feed: { events: number; last: number | null };
  version: string;
  /** Epoch ms. */
  now: number;
}

/** The App Home: how to ask, and whether the logs come in. Pure. */
function homeView({ refusal, feed, version, now }: HomeState): HomeView {
  const blocks: AnyBlock[] = [
    header('Why can’t they log in?'),
    ...(refusal === null
      ? [actions('home', [button(ASK_BUTTON, 'Ask', { style: 'primary' })])]
      : refused(refusal).blocks),
    ...help().blocks.slice(0, -1),
    divider(),
    rich(line(...feedWords(feed, now))),
    context(`whylogin ${version}`),
  ];
  return { type: 'home', blocks };
}

function feedWords({ events, last }: HomeState['feed'], now: number): Inline[] {
  if (last === null) return ['No events have come in yet. Whoever runs this bot connects the logs: see the README.'];
  const stored = `${events.toLocaleString('en')} events are stored; the newest is from `;
  const late = now - last > HOUR ? ['. That is more than an hour old: newer ones may be missing.'] : ['.'];
  return [stored, moment(last, 'day and time'), ...late];
}

/** Published when somebody opens the Home tab. */
export function registerHome(app: App, desk: Desk, ports: AnsweringPorts): undefined {
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return;
    try {
      const refusal = await desk.access.refuses(askerOf({ ...body, user: event.user }));
      const view = homeView({ refusal, feed: await ports.feed(), version: ports.version, now: desk.now() });
      await desk.asking.views.publish({ user_id: event.user, view });
    } catch (error) {
      desk.log.warn({ problem: asFault(error).operator }, 'the Home tab could not be shown');
    }
  });
  return undefined;
}
