import type { RichTextBlock } from '@slack/types';
import type { ActorRow, CauseRow, Digest, Figure, RecoveryRow } from '../../digest/digest.ts';
import { gridOf } from '../../digest/grid.ts';
import { triggers } from '../../digest/protection.ts';
import { peakText, recoveryText, stepText, titleOf, worstStep } from '../../digest/readable.ts';
import { FEWEST } from '../../digest/segments.ts';
import { causeName, change, count, number, OWNERS, people, percent, points, stretch } from '../../digest/wording.ts';
import { type AnyBlock, actions, button, context, escapeText, header, type Message, message } from '../blocks.ts';
import { bold, bullets, type Inline, line, preformatted, rich } from '../rich-text.ts';
import { causeChart, dayChart } from './charts.ts';

/** The buttons of a digest; each carries its id, under which the digest is kept. */
export const DIGEST_BUTTONS = { counted: 'digest_counted', earlier: 'digest_earlier', csv: 'digest_csv' } as const;

const CAUSES = 5;
const REGIONS = 3;
const ACTORS = 3;
/** Fewer than these are compared as numbers, not in percent. */
const HANDFUL = 20;

/**
 * One digest as a message that a phone shows whole: what matters first, the details are for its thread.
 * @param id under which the buttons find it; null leaves them out
 * @param charts Slack's native ones; without them the words say the same
 */
export function digestMessage(digest: Digest, id: string | null, { charts }: { charts: boolean }): Message {
  if (isTooFew(digest)) return tooFew(digest);
  const blocks: (AnyBlock | null)[] = [
    header(titleOf(digest)),
    rich(bullets(digest.headlines.map((headline) => [bold(headline)]))),
    rich(line(...numbers(digest))),
    whenBlock(digest),
    charts ? dayChart(digest) : null,
    causesBlock(digest),
    charts ? causeChart(digest) : null,
    lossBlock(digest),
    actorsBlock(digest),
    protectionBlock(digest),
    context(...coverage(digest)),
    id === null ? null : buttons(id),
  ];
  return message(
    [titleOf(digest), ...digest.headlines].join(' · '),
    blocks.filter((block) => block !== null),
  );
}

/** A part of the tenant so small that its numbers would show single people. */
export function isTooFew({ filter, volume }: Digest): boolean {
  return filter !== undefined && volume.people.now < FEWEST;
}

function tooFew(digest: Digest): Message {
  const unknown = digest.coverage.notes.filter((note) => note.startsWith('Nothing was found of '));
  const words = [
    `Fewer than ${FEWEST} people logged in there. Nothing is shown, as such small numbers would tell of single people.`,
    ...unknown,
  ].join(' ');
  return message(`${titleOf(digest)} · ${words}`, [header(titleOf(digest)), rich(line(words))]);
}

function numbers({ volume }: Digest): Inline[] {
  const { logins, people: all, newPeople, failureRate, signups } = volume;
  const moved = ({ before, change: by, notable }: Figure) => {
    // Of a handful, percent say nothing.
    const than = before < HANDFUL || by === null ? `${count(before)} the week before` : `${change(by)} in a week`;
    return `${than}${notable ? ', unusual' : ''}`;
  };
  const rate =
    failureRate.change === null ? '' : ` (${points(failureRate.change)}${failureRate.notable ? ', unusual' : ''})`;
  return [
    bold(count(logins.now)),
    ` ${logins.now === 1 ? 'login' : 'logins'} (${moved(logins)}) by `,
    bold(people(all.now)),
    `, ${count(newPeople.now)} of them new. `,
    bold(percent(failureRate.now)),
    ` of the attempts failed${rate}. ${signups.now === 0 ? 'No sign-ups' : number(signups.now, 'sign-up', 'sign-ups')} (${moved(signups)}).`,
  ];
}

function whenBlock({ primeTimes }: Digest): RichTextBlock | null {
  const [first] = primeTimes;
  if (first === undefined) return null;
  const shown = primeTimes.filter(({ region }) => region !== 'other').slice(0, REGIONS);
  const peaks = shown.map((times) => `${times.region} ${peakText(times)}`).join(' · ');
  return rich(
    line(bold('When people sign in'), `\nBusiest: ${peaks}\n${first.region}, on its own clocks:`),
    preformatted(gridOf(first.hours)),
  );
}

function causesBlock({ causes, behavior }: Digest): RichTextBlock | null {
  const shown = causes.filter((row) => row.people > 0).slice(0, CAUSES);
  if (shown.length === 0) return null;
  return rich(
    line(bold('What stops them')),
    bullets(
      shown.map((row) =>
        causeLine(
          row,
          behavior.recovery.find(({ cause }) => cause === row.cause),
        ),
      ),
    ),
  );
}

/** "wrong password: 2,940 people, 2,801 the week before; 84 % logged in within 10 minutes. Acts: the people themselves" */
export function causeLine(row: CauseRow, recovery: RecoveryRow | undefined): Inline[] {
  const back = recovery === undefined ? null : recoveryText(recovery);
  return [
    bold(causeName(row.cause)),
    `: ${people(row.people)}${row.notable ? ' (unusual)' : ''}, ${count(row.before)} the week before`,
    back === null ? '' : `; ${back}`,
    row.cause === 'other' ? '' : `. Acts: ${OWNERS[row.owner]}`,
  ].filter((part) => part !== '');
}

function lossBlock({ behavior }: Digest): RichTextBlock | null {
  const worst = worstStep(behavior.funnel);
  if (worst === null) return null;
  const mostly = worst.topCause === null ? '' : `, mostly: ${causeName(worst.topCause)}`;
  return rich(line(bold('Where most attempts are lost'), `\n${stepText(worst)}${mostly}`));
}

function actorsBlock({ actors }: Digest): RichTextBlock | null {
  if (actors.length === 0) return null;
  return rich(line(bold('Addresses that fail for many people')), bullets(actors.slice(0, ACTORS).map(actorLine)));
}

/** "203.0.113.7, AS64500 Example Hosting (US): 214 people, 420 failures; nobody got in from there" */
export function actorLine({ ip, network, region, failures, people: tried, blocked, note }: ActorRow): Inline[] {
  const where = network === null ? ` (${region})` : `, ${network} (${region})`;
  const blocks = blocked > 0 ? `, at least ${number(blocked, 'block', 'blocks')}` : '';
  return [bold(ip), `${where}: ${people(tried)}, ${number(failures, 'failure', 'failures')}${blocks}; ${note}`];
}

function protectionBlock({ protection }: Digest): RichTextBlock | null {
  const shown = triggers(protection).filter(({ events }) => events > 0);
  if (shown.length === 0) return null;
  const words = shown.map(({ name, events, before }) => `${name}: ${count(events)} (${count(before)} the week before)`);
  return rich(line(bold('Attack protection, at least'), `\n${words.join(' · ')}`));
}

function coverage({ coverage: seen, zone, actors }: Digest): string[] {
  const gaps = seen.gaps.map((gap) => stretch({ from: Date.parse(gap.from), to: Date.parse(gap.to) }, zone));
  const known = seen.lost.length === 0 ? ', complete' : '';
  const whole = gaps.length === 0 ? known : `, complete but for ${gaps.join(', ')}`;
  const lines = [
    `Looked at ${count(seen.events)} events${whole}.`,
    ...seen.notes.filter((note) => !note.startsWith('No events ')),
  ];
  if (actors.some(({ network }) => network !== null)) lines.push('Networks by DB-IP.com, RouteViews and NRO.');
  return [escapeText(lines.join(' '))];
}

function buttons(id: string): AnyBlock {
  return actions('digest', [
    button(DIGEST_BUTTONS.counted, 'How counted', { value: id }),
    button(DIGEST_BUTTONS.earlier, 'Earlier weeks', { value: id }),
    button(DIGEST_BUTTONS.csv, 'CSV', { value: id }),
  ]);
}
