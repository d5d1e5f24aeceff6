import type { RichTextBlock } from '@slack/types';
import { DIMENSIONS, type Digest } from '../../digest/digest.ts';
import { gridOf } from '../../digest/grid.ts';
import { DIMENSION_NAMES } from '../../digest/names.ts';
import { peakText, stepText } from '../../digest/readable.ts';
import { causeName, change, count, number, people, percent } from '../../digest/wording.ts';
import { type AnyBlock, type Message, message } from '../blocks.ts';
import { bold, bullets, type Inline, line, preformatted, rich } from '../rich-text.ts';
import { actorLine, causeLine, isTooFew } from './message.ts';

/** Regions whose hours are drawn in the thread; the first stands in the message already. */
const GRIDS = 4;

/** What did not fit: who logs in and when, and everything that stopped them. For the digest's thread. */
export function detailMessages(digest: Digest): Message[] {
  if (isTooFew(digest)) return [];
  return [whoAndWhen(digest), whatStops(digest)].filter((each) => each !== null);
}

function whoAndWhen(digest: Digest): Message | null {
  const parts = DIMENSIONS.filter((dimension) => digest.audience[dimension].length > 0).map((dimension) =>
    titled(
      DIMENSION_NAMES[dimension],
      digest.audience[dimension].map((row) => [
        bold(row.name),
        `: ${people(row.people)}, ${percent(row.share)} of logins (${change(row.change)})`,
      ]),
    ),
  );
  const grids = digest.primeTimes
    .slice(1, GRIDS)
    .map((times) => rich(line(bold(times.region), ` busiest ${peakText(times)}`), preformatted(gridOf(times.hours))));
  return parts.length === 0 ? null : message('Who logs in, and when', [...parts, ...grids]);
}

function whatStops({ causes, behavior, actors, protection }: Digest): Message | null {
  const { funnel, recovery, signupToFirstLogin, passwordReset } = behavior;
  const blocks: AnyBlock[] = [];
  if (causes.length > 0)
    blocks.push(
      titled(
        'What stops them',
        causes.map((row) =>
          causeLine(
            row,
            recovery.find(({ cause }) => cause === row.cause),
          ),
        ),
      ),
    );
  const losses = funnel.filter(({ left }) => left > 0);
  if (losses.length > 0)
    blocks.push(
      titled(
        'Where attempts are lost',
        losses.map((row) => [`${stepText(row)}${row.topCause === null ? '' : `, mostly: ${causeName(row.topCause)}`}`]),
      ),
    );
  const { within24h, never } = signupToFirstLogin;
  const after: Inline[][] = [];
  if (within24h !== null)
    after.push([
      `Of those who signed up, ${percent(within24h)} logged in within a day, ${percent(never ?? 0)} not at all.`,
    ]);
  if (passwordReset.asked > 0)
    after.push([
      `Of ${people(passwordReset.asked)} who forgot the password, ${count(passwordReset.finished)} set a new one within a day.`,
    ]);
  if (after.length > 0) blocks.push(titled('What followed', after));
  if (actors.length > 0) blocks.push(titled('Addresses that fail for many people', actors.map(actorLine)));
  if (protection.length > 0)
    blocks.push(
      titled(
        'Attack protection, at least',
        protection.map(({ name, events, people: stopped, ips, before }) => [
          bold(name),
          `: ${count(events)} (${count(before)} the week before), ${people(stopped)}, ${number(ips, 'address', 'addresses')}`,
        ]),
      ),
    );
  return blocks.length === 0 ? null : message('What stops people', blocks);
}

function titled(title: string, items: readonly (readonly Inline[])[]): RichTextBlock {
  return rich(line(bold(title)), bullets(items));
}
