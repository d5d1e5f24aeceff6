import type { RichTextElement } from '@slack/types';
import { type Incident, leadOf, type Severity } from '../../spikes/incident.ts';
import { seriesOf } from '../../spikes/series.ts';
import { FAR, sizeOf, storyOf, titleOf } from '../../spikes/story.ts';
import type { IncidentView } from '../../spikes/view.ts';
import type { KeptIncident } from '../../state/port.ts';
import { type AnyBlock, actions, button, type Message, message, option, plain } from '../blocks.ts';
import { LIMITS } from '../limits.ts';
import { said } from '../rich-lines.ts';
import { bold, type Inline, line, moment, person, rich, text } from '../rich-text.ts';
import { sparkline, spikeChart } from './chart.ts';
import { factsOf, gotInWords } from './facts.ts';
import { called, inSentence } from './thread.ts';

export const SPIKE_BUTTONS = {
  acknowledge: 'spike_acknowledge',
  snooze: 'spike_snooze',
  dismiss: 'spike_not_a_problem',
  people: 'spike_people',
} as const;

export interface SpikeLook {
  /** IANA zone of the chart's times. */
  zone: string;
  /** The native chart; false where Slack refused it before. */
  chart: boolean;
  /** Who is called: user groups (S…) and people (U…). */
  mention: readonly string[];
}

/** The one message of an incident, as it stands now. Pure. It names nobody. */
export function spikeMessage(view: IncidentView, kept: KeptIncident, look: SpikeLook): Message {
  const { incident, evidence, curve } = view;
  const story = storyOf(incident, evidence);
  const series = seriesOf(incident.lead);
  const title = headOf(view, story.likely);
  const when: Inline[] =
    incident.resolvedAt === null
      ? [' · since ', moment(leadOf(incident).since, 'time')]
      : [', ', moment(leadOf(incident).since, 'time'), ' – ', moment(incident.resolvedAt, 'time')];
  const blocks: AnyBlock[] = [
    rich(line(emoji(emojiOf(incident)), ' ', bold(title), ...when, ...called(look.mention))),
    rich(...factsOf(view).map((fact) => line(...fact))),
    ...(incident.resolvedAt === null ? [rich(line(bold('What to do'), ' ', ...said(story.look)))] : []),
    look.chart
      ? spikeChart(curve, {
          lead: leadOf(incident),
          fell: incident.kind === 'drop',
          unit: series.unit,
          zone: look.zone,
        })
      : rich(line(text(sparkline(curve), { code: true }), ' the last 3 hours')),
    ...status(kept),
    buttons(incident, kept),
  ];
  return message([`${title}.`, gotInWords(view)].filter(Boolean).join(' '), blocks);
}

function headOf({ incident, evidence }: IncidentView, likely: string | null): string {
  const { kind, resolvedAt, marks } = incident;
  const title = titleOf(incident, evidence);
  const size = sizeOf(incident);
  if (resolvedAt === null) return `${title} ${size}${likely === null ? '' : `: ${likely}`}`;
  const stays = marks.includes('new_level') ? 'Stays so' : 'Over';
  const were = kind === 'drop' || size === FAR ? `were ${size}` : `were up to ${size}`;
  return `${stays}: ${inSentence(title)} ${were}`;
}

const EMOJI: Record<Severity, string> = {
  critical: 'red_circle',
  warning: 'large_orange_circle',
  notice: 'large_blue_circle',
};

function emojiOf({ resolvedAt, severity }: Incident): string {
  return resolvedAt === null ? EMOJI[severity] : 'white_check_mark';
}

function emoji(name: string): RichTextElement {
  return { type: 'emoji', name };
}

/** What people did with it. Above the buttons, which keep their places. */
function status(kept: KeptIncident): AnyBlock[] {
  const lines: Inline[][] = [];
  if (kept.acknowledgedBy !== null && kept.acknowledgedAt !== null)
    lines.push(['Acknowledged by ', person(kept.acknowledgedBy), ' ', moment(kept.acknowledgedAt, 'time')]);
  if (kept.snoozedBy !== null && kept.snoozedUntil !== null)
    lines.push(['Quiet until ', moment(kept.snoozedUntil, 'time'), ', asked by ', person(kept.snoozedBy)]);
  if (kept.dismissedBy !== null)
    lines.push([
      'Not a problem, says ',
      person(kept.dismissedBy),
      ': the same stays quiet for 90 days, unless it is critical',
    ]);
  if (kept.questions > 0)
    lines.push([
      `It explained ${kept.questions === 1 ? 'a question' : `${kept.questions} questions`} about single people`,
    ]);
  if (kept.repeated)
    lines.push(['Possibly repeated: I was stopped while I posted this, and it may stand above already']);
  return lines.length === 0 ? [] : [rich(...lines.map((each) => line(...each, '.')))];
}

/** Asked before a whole kind of spike is silenced. */
const SURE = {
  title: plain('Not a problem?'),
  text: plain('I stay quiet about the same for 90 days, for everybody here, unless it becomes critical.'),
  confirm: plain('Stay quiet'),
  deny: plain('Cancel'),
};

function buttons({ id, resolvedAt }: Incident, kept: KeptIncident): AnyBlock {
  const open = resolvedAt === null;
  const people = button(SPIKE_BUTTONS.people, 'People affected', { value: id });
  const dismiss = button(SPIKE_BUTTONS.dismiss, 'Not a problem', { value: id, confirm: SURE });
  return actions(blockIdOf(id), [
    ...(open && kept.acknowledgedBy === null
      ? [button(SPIKE_BUTTONS.acknowledge, 'Acknowledge', { value: id, style: 'primary' as const })]
      : []),
    ...(open
      ? [
          {
            type: 'static_select' as const,
            action_id: SPIKE_BUTTONS.snooze,
            placeholder: plain('Snooze', LIMITS.input.placeholder),
            options: [option('for 1 hour', 'hour'), option('until tomorrow', 'tomorrow')],
          },
        ]
      : []),
    ...(kept.dismissedBy === null ? [dismiss] : []),
    people,
  ]);
}

/** By this a message is found again in a channel's history. */
export function blockIdOf(id: string): string {
  return `spike:${id}`;
}
