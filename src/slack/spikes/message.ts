import type { RichTextElement } from '@slack/types';
import type { Driver } from '../../spikes/drivers.ts';
import { type Incident, leadOf, type Member, type Severity } from '../../spikes/incident.ts';
import { type Series, seriesOf } from '../../spikes/series.ts';
import { FAR, sizeOf, storyOf } from '../../spikes/story.ts';
import type { IncidentView, TurningPoint } from '../../spikes/view.ts';
import type { KeptIncident } from '../../state/port.ts';
import { type AnyBlock, actions, button, type Message, message, option, plain } from '../blocks.ts';
import { LIMITS } from '../limits.ts';
import { bold, type Inline, line, moment, person, rich, text, userGroup } from '../rich-text.ts';
import { sparkline, spikeChart } from './chart.ts';

export const SPIKE_BUTTONS = {
  acknowledge: 'spike_acknowledge',
  snooze: 'spike_snooze',
  dismiss: 'spike_not_a_problem',
  people: 'spike_people',
} as const;

const MINUTE = 60_000;
/** Models are not truer than this. */
const RAREST = 9;

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
  const title = titleOf(incident, story.likely);
  const when: Inline[] =
    incident.resolvedAt === null
      ? [' · since ', moment(leadOf(incident).since, 'time')]
      : [', ', moment(leadOf(incident).since, 'time'), ' – ', moment(incident.resolvedAt, 'time')];
  const facts = [
    figures(leadOf(incident), series),
    drivenBy(view),
    insideOf(view),
    changed(view),
    past(incident),
  ].filter((fact) => fact.length > 0);
  const blocks: AnyBlock[] = [
    rich(line(emoji(emojiOf(incident)), ' ', bold(title), ...when, ...called(look.mention))),
    rich(...facts.map((fact) => line(...fact))),
    ...(incident.resolvedAt === null ? [rich(line(bold('What to do'), ' ', story.look))] : []),
    look.chart
      ? spikeChart(curve, series.unit, look.zone)
      : rich(line(text(sparkline(curve), { code: true }), ' last 3 h')),
    ...status(kept),
    buttons(incident, kept),
  ];
  return message(`${title}.`, blocks);
}

/** What is said in the thread when something changes the picture. */
export function turnMessage(turn: TurningPoint, view: IncidentView, mention: readonly string[]): Message {
  return noteMessage(turnWords(turn, view), mention);
}

/** Something else that is said in the thread. */
export function noteMessage(words: string, mention: readonly string[]): Message {
  return message(words, [rich(line(words, ...called(mention)))]);
}

function turnWords({ what, peak, gotIn }: TurningPoint, { incident }: IncidentView): string {
  const name = seriesOf(incident.lead).title;
  switch (what) {
    case 'critical':
      return incident.kind === 'drop'
        ? 'It has become critical: hardly anybody logs in any more.'
        : `It has become critical: ${people(gotIn ?? 0)} got in from there.`;
    case 'worse':
      return incident.kind === 'drop'
        ? `Worse: ${name} are down to ${Math.round(peak * 100)} % of the usual.`
        : `Worse: ${name} are at ${rounded(peak)} times the usual now.`;
    case 'again':
      return 'It has begun again.';
    case 'new_level':
      return 'It has gone on for hours without a change. I take it as how things are now, and watch from there.';
    case 'over':
      return `Over. ${gotIn !== null && gotIn > 0 ? `${people(gotIn)} got in from there.` : ''}`.trim();
    default:
      return 'It goes on.';
  }
}

function titleOf(incident: Incident, likely: string | null): string {
  const { kind, resolvedAt, marks } = incident;
  const { title } = seriesOf(incident.lead);
  const size = sizeOf(incident);
  if (resolvedAt === null) return `${title} ${size}${likely === null ? '' : `: ${likely}`}`;
  const stays = marks.includes('new_level') ? 'Stays so' : 'Over';
  const were = kind === 'drop' || size === FAR ? `were ${size}` : `were up to ${size}`;
  return `${stays}: ${title.charAt(0).toLowerCase()}${title.slice(1)} ${were}`;
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

/** "214 people in 3 minutes; usually 31–40 at this hour. By chance: rarer than 1 in 10⁹." */
function figures({ seen, usual, spread, score, since, openedAt }: Member, { unit }: Series): Inline[] {
  const minutes = Math.max(1, Math.round((openedAt - since) / MINUTE));
  const off = 1.64 * Math.sqrt(spread * usual);
  const low = Math.max(0, Math.round(usual - off));
  const high = Math.max(low + 1, Math.round(usual + off));
  const rare =
    score >= RAREST ? `rarer than 1 in 10${superscript(RAREST)}` : `about 1 in 10${superscript(Math.floor(score))}`;
  const what =
    Math.round(seen) === 1 ? unit.replace(/s$/, '').replace('people', 'person').replace('addresse', 'address') : unit;
  const within = minutes === 1 ? 'in the first minute' : `in the first ${minutes} minutes`;
  return [
    `${count(Math.round(seen))} ${what} ${within}; usually ${count(low)}–${count(high)} at this hour. By chance: ${rare}.`,
  ];
}

function drivenBy({ evidence }: IncidentView): Inline[] {
  const { drivers, addresses } = evidence;
  if (drivers.length === 0) return [];
  const parts: Inline[] = drivers.flatMap((driver, i) => [i === 0 ? 'Driven by ' : ', ', ...driven(driver)]);
  return [...parts, addresses > 1 ? `; ${count(addresses)} addresses.` : '.'];
}

function driven({ dimension, value, share, usualShare }: Driver): Inline[] {
  const of = usualShare === null ? percent(share) : `${percent(share)}, usually ${percent(usualShare)}`;
  const where = {
    cause: 'the cause ',
    connection: 'the connection ',
    application: 'the application ',
    device: '',
    country: 'the country ',
    network: '',
    range: '',
    address: '',
  }[dimension];
  return [...(where === '' ? [] : [where]), bold(value), ` (${of})`];
}

function insideOf({ incident, evidence }: IncidentView): Inline[] {
  const { gotIn, blocked, silent } = evidence;
  if (silent) return ['Nothing at all has arrived in this time.'];
  const stopped = blocked > 0 ? `At least ${people(blocked)} stopped by Auth0’s attack protection.` : '';
  const attacked = gotIn !== null && (gotIn > 0 || incident.family === 'credential_attack');
  const inside = gotIn === 0 ? 'Nobody got in from there.' : `${people(gotIn ?? 0)} got in from there.`;
  const parts: Inline[] = attacked ? [bold(inside)] : [];
  return stopped === '' ? parts : [...parts, `${attacked ? ' ' : ''}${stopped}`];
}

function changed({ evidence: { change } }: IncidentView): Inline[] {
  return change === null ? [] : ['Just before, at ', moment(change.at, 'time'), `: ${change.text}.`];
}

function past({ marks }: Incident): Inline[] {
  return marks.includes('past') ? ['Found only afterwards: events came late, or I was not running.'] : [];
}

function called(ids: readonly string[]): Inline[] {
  return ids.flatMap((id) => [' ', id.startsWith('S') ? userGroup(id) : person(id)]);
}

/** What people did with it. Above the buttons, which keep their places. */
function status(kept: KeptIncident): AnyBlock[] {
  const lines: Inline[][] = [];
  if (kept.acknowledgedBy !== null && kept.acknowledgedAt !== null)
    lines.push(['Acknowledged by ', person(kept.acknowledgedBy), ' ', moment(kept.acknowledgedAt, 'time')]);
  if (kept.snoozedBy !== null && kept.snoozedUntil !== null)
    lines.push(['Quiet until ', moment(kept.snoozedUntil, 'time'), ', asked by ', person(kept.snoozedBy)]);
  if (kept.dismissedBy !== null)
    lines.push(['Not a problem, says ', person(kept.dismissedBy), ': the same stays quiet from now on']);
  if (kept.questions > 0)
    lines.push([
      `It explained ${kept.questions === 1 ? 'a question' : `${kept.questions} questions`} about single people`,
    ]);
  if (kept.repeated)
    lines.push(['Possibly repeated: I was stopped while I posted this, and it may stand above already']);
  return lines.length === 0 ? [] : [rich(...lines.map((each) => line(...each, '.')))];
}

function buttons({ id, resolvedAt }: Incident, kept: KeptIncident): AnyBlock {
  const open = resolvedAt === null;
  const people = button(SPIKE_BUTTONS.people, 'People affected', { value: id });
  const dismiss = button(SPIKE_BUTTONS.dismiss, 'Not a problem', { value: id });
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

function people(number: number): string {
  return number === 1 ? '1 person' : `${count(number)} people`;
}

function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 1 ? value.toFixed(1) : Math.round(value)} %`;
}

function rounded(ratio: number): string {
  return ratio >= 10 ? `${Math.round(ratio)}` : `${Math.round(ratio * 10) / 10}`;
}

function superscript(number: number): string {
  return [...String(number)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
}

const count = (number: number): string => new Intl.NumberFormat('en-US').format(number);
