import type { Forgotten } from '../store/port.ts';

const count = new Intl.NumberFormat('en-US');

/** What of somebody lies beside the events, by ids and names. */
export interface Beside {
  feedback: readonly string[];
  watches: readonly string[];
  weeks: readonly string[];
}

export function knownAs(names: readonly string[]): string {
  return `Known here as:\n${names.map((name) => `  ${name}\n`).join('')}\n`;
}

/** @param alone the name leads to no others */
export function wouldGo(
  found: Forgotten,
  beside: Beside,
  { asked, only, alone }: { asked: string; only: boolean; alone: boolean },
): string {
  const command = `whylogin forget ${/^[\w@.+-]+$/.test(asked) ? asked : `'${asked}'`}`;
  const next =
    only || alone
      ? `To do it: ${command}${only ? ' --only' : ''} --yes`
      : `If all these names are one person’s: ${command} --yes\nIf not, for the one name alone: ${command} --only`;
  return `This would go:\n${lines(found, beside)}\nNothing was changed.\n${next}\n`;
}

/** @param until epoch ms */
export function haveGone(gone: Forgotten, beside: Beside, until: number): string {
  return [
    `Gone:\n${lines(gone, beside)}`,
    `What still comes in about them is left out until ${day(until)}.`,
    'The audit stays: it knows them by a keyed hash only.',
    'Not reached from here: backups and exports, messages in Slack, Auth0 itself and other places that hold its logs.',
    '',
  ].join('\n');
}

function lines({ logIds, first, last, odd }: Forgotten, { feedback, watches, weeks }: Beside): string {
  const when =
    first === null || last === null ? '' : ` of ${day(first)} to ${day(last)}: theirs, and others that name them`;
  const all: [number, string][] = [
    [logIds.length, `${many(logIds.length, 'event')}${when}`],
    [odd, many(odd, 'event that was not understood', 'events that were not understood')],
    [feedback.length, many(feedback.length, 'report of a wrong answer', 'reports of wrong answers')],
    [watches.length, many(watches.length, 'watch that goes on', 'watches that go on')],
    [weeks.length, `${many(weeks.length, 'counted week')}, to be counted anew`],
  ];
  const found = all.filter(([times]) => times > 0).map(([, line]) => `  ${line}\n`);
  return found.length > 0 ? found.join('') : '  Nothing: nothing is stored under these names.\n';
}

function many(times: number, one: string, more = `${one}s`): string {
  return `${count.format(times)} ${times === 1 ? one : more}`;
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
