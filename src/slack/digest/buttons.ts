import type { App, BlockAction } from '@slack/bolt';
import { csvOf } from '../../digest/csv.ts';
import type { Digest } from '../../digest/digest.ts';
import { HOW_COUNTED } from '../../digest/how-counted.ts';
import { titleOf } from '../../digest/readable.ts';
import { datesOf, weekNamed, weeksBefore } from '../../digest/week.ts';
import { Fault } from '../../errors.ts';
import type { AuditAction, KeptDigest } from '../../state/port.ts';
import { askerOf } from '../asker.ts';
import { type AnyBlock, actions, button, message } from '../blocks.ts';
import type { Desk } from '../feature.ts';
import type { Done } from '../gate.ts';
import { openView, type Reply, replyAt } from '../reply.ts';
import { bold, line, rich } from '../rich-text.ts';
import { csvForAsker } from './csv-for-asker.ts';
import { detailMessages } from './details.ts';
import type { DigestingPorts } from './digesting.ts';
import { DIGEST_BUTTONS, digestMessage, isTooFew } from './message.ts';

/** One for each week: Slack wants every button of a message to have its own name. */
const SHOW_WEEK = /^digest_show_week_/;
const WEEKS = 8;

/** One press of a digest's button. */
interface Press {
  kept: KeptDigest;
  digest: Digest;
  /** What the button carries beyond the digest's id. */
  week: string | null;
  user: string;
  triggerId: string;
  beside: Reply;
}

/** How counted, earlier weeks, and the numbers as CSV: each for the one who presses alone. */
export function registerDigestButtons(app: App, desk: Desk, ports: DigestingPorts): void {
  const on = (actionId: string | RegExp, action: AuditAction, handle: (press: Press) => Promise<Done>) =>
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async ({ ack, body, action: pressed }) => {
      await ack();
      const asker = askerOf(body);
      const spot = { user: asker.user, channel: asker.channel, responseUrl: body.response_url ?? null };
      const beside = replyAt(desk, spot, { replace: false });
      const [id = '', week = null] = ('value' in pressed ? (pressed.value ?? '') : '').split('\n');
      await desk.gate.run({ action, asker, subject: null, ticket: null, reply: beside }, async () => {
        const kept = await ports.state.digests.get(id);
        if (kept === undefined)
          throw new Fault(
            'bad_request',
            'That digest is no longer kept. `/logindigest` shows any week that is stored.',
          );
        const digest = JSON.parse(kept.body) as Digest;
        return await handle({ kept, digest, week, user: asker.user, triggerId: body.trigger_id, beside });
      });
    });

  on(DIGEST_BUTTONS.counted, 'digest', async ({ triggerId, digest, beside }) => ({
    outcome: 'how counted',
    show: async () => {
      const opened = await openView(desk, triggerId, {
        title: 'How it is counted',
        blocks: counted(digest),
        onTop: false,
      });
      if (opened === null) await beside.show(message('How it is counted', counted(digest)));
    },
  }));
  on(DIGEST_BUTTONS.earlier, 'digest', async ({ kept, digest, beside }) => ({
    outcome: 'earlier weeks',
    show: () => beside.show(message('Earlier weeks', weeks(kept, digest))),
  }));
  on(SHOW_WEEK, 'digest', async ({ digest, week, beside }) => {
    const asked = weekNamed(week ?? digest.week, digest.zone);
    if (asked.to > desk.now()) throw new Fault('bad_request', `${asked.name} is not over.`);
    const other = await ports.make(asked, digest.filter);
    return {
      outcome: `shown ${asked.name}`,
      show: async () => {
        await beside.show(digestMessage(other, null, { charts: false }));
        for (const details of detailMessages(other)) await beside.show(details);
      },
    };
  });
  on(DIGEST_BUTTONS.csv, 'digest_csv', async ({ digest, user, triggerId, beside }) => {
    if (isTooFew(digest)) throw new Fault('bad_request', 'Too few people logged in there for numbers to be shown.');
    return {
      outcome: `csv ${digest.week}`,
      show: () => csvForAsker(desk, csvOf(digest), digest, { user, triggerId, beside }),
    };
  });
}

function counted(digest: Digest): AnyBlock[] {
  return [rich(line(titleOf(digest))), ...HOW_COUNTED.map(([name, rule]) => rich(line(bold(name), `\n${rule}`)))];
}

/** A button for each of the weeks before, to be shown to the asker alone. */
function weeks(kept: KeptDigest, digest: Digest): AnyBlock[] {
  const last = weekNamed(digest.week, digest.zone);
  const earlier = Array.from({ length: WEEKS }, (_, i) => weeksBefore(last, i + 1));
  return [
    rich(line('Which week? It is shown to you alone.')),
    actions(
      'digest_weeks',
      earlier.map((week, i) =>
        button(`digest_show_week_${i + 1}`, `Week ${Number(week.name.slice(-2))} (${datesOf(week)})`, {
          value: `${kept.id}\n${week.name}`,
        }),
      ),
    ),
  ];
}
