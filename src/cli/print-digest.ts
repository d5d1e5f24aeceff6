import pico from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import { DIMENSIONS, type Digest, FIGURES } from '../digest/digest.ts';
import { gridOf } from '../digest/grid.ts';
import { DIMENSION_NAMES, FIGURE_NAMES } from '../digest/names.ts';
import { figureText, peakText, recoveryText, stepText, titleOf } from '../digest/readable.ts';
import { causeName, change, count, number, OWNERS, people, percent, stretch } from '../digest/wording.ts';
import type { Terminal } from './print-explanation.ts';

const NARROWEST = 40;
const WIDEST = 100;
/** Regions whose hours are drawn, and segments of each kind that are named. */
const GRIDS = 3;
const SEGMENTS = 5;

/** The digest for a terminal: what matters first, then the numbers, then what they are of. */
export function printDigest(digest: Digest, terminal: Omit<Terminal, 'zone'>): string {
  const marks = pico.createColors(terminal.color);
  const width = Math.min(Math.max(terminal.columns ?? 80, NARROWEST), WIDEST);
  const wrapped = (text: string, first = '') =>
    wrapAnsi(text, width - first.length, { trim: true })
      .split('\n')
      .map((row, i) => `${i === 0 ? first : ' '.repeat(first.length)}${row}`)
      .join('\n');
  const list = (lines: readonly string[]) => lines.map((line) => wrapped(line, '• ')).join('\n');
  const part = (title: string, body: string) => (body === '' ? [] : [`${marks.underline(title)}\n${body}`]);
  const { behavior, coverage } = digest;

  const blocks = [
    `${marks.bold(titleOf(digest))}\n${list(digest.headlines)}`,
    ...part(
      'Numbers, against the week before',
      columns(FIGURES.map((name) => [FIGURE_NAMES[name], figureText(name, digest.volume[name])])),
    ),
    ...part(
      'When people log in',
      digest.primeTimes
        .slice(0, GRIDS)
        .map((times) => `${times.region} busiest ${peakText(times)}\n${marks.cyan(gridOf(times.hours))}`)
        .join('\n'),
    ),
    ...part(
      'Who they are',
      columns(
        DIMENSIONS.filter((each) => digest.audience[each].length > 0).map((each) => [
          DIMENSION_NAMES[each],
          segments(digest.audience[each]),
        ]),
        wrapped,
      ),
    ),
    ...part('What stops them', list(digest.causes.map((row) => causeLine(row, behavior.recovery)))),
    ...part(
      'Where attempts are lost',
      list(
        behavior.funnel
          .filter(({ left }) => left > 0)
          .map((row) => `${stepText(row)}${row.topCause === null ? '' : `, mostly: ${causeName(row.topCause)}`}`),
      ),
    ),
    ...part('After signing up, and after forgetting a password', list(followed(behavior))),
    ...part('Addresses that fail for many people', list(digest.actors.map(actorLine))),
    ...part(
      'Attack protection, at least',
      list(
        digest.protection.map(
          (row) =>
            `${row.name}: ${count(row.events)} (${change(row.before === 0 ? null : (row.events - row.before) / row.before)}), ${people(row.people)}, ${number(row.ips, 'address', 'addresses')}`,
        ),
      ),
    ),
    ...part(
      'Coverage',
      list([
        `${count(coverage.events)} events${coverage.gaps.length > 0 ? `; none ${coverage.gaps.map((gap) => stretch({ from: Date.parse(gap.from), to: Date.parse(gap.to) }, digest.zone)).join(', ')}` : ''}`,
        ...coverage.notes,
      ]),
    ),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function columns(
  rows: readonly (readonly [string, string])[],
  wrapped?: (text: string, first: string) => string,
): string {
  const left = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows
    .map(([name, text]) => (wrapped ? wrapped(text, name.padEnd(left)) : `${name.padEnd(left)}${text}`))
    .join('\n');
}

function segments(rows: Digest['audience']['regions']): string {
  return rows
    .slice(0, SEGMENTS)
    .map(
      ({ name, people: seen, share, change: moved }) =>
        `${name} ${people(seen)} (${percent(share)} of logins, ${change(moved)})`,
    )
    .join(' · ');
}

function causeLine(row: Digest['causes'][number], recovery: Digest['behavior']['recovery']): string {
  const back = recovery.find(({ cause }) => cause === row.cause);
  const text = back === undefined ? null : recoveryText(back);
  return [
    `${causeName(row.cause)}: ${people(row.people)}, ${number(row.events, 'attempt', 'attempts')} (${people(row.before)} the week before${row.notable ? ', unusual' : ''})`,
    ...(text === null ? [] : [text]),
    ...(row.cause === 'other' ? [] : [`acts: ${OWNERS[row.owner]}`]),
  ].join('; ');
}

function followed({ signupToFirstLogin, passwordReset }: Digest['behavior']): string[] {
  const { within1h, within24h, never } = signupToFirstLogin;
  const lines: string[] = [];
  if (within24h !== null)
    lines.push(
      `Signed up: ${within1h === null ? '' : `${percent(within1h)} logged in within an hour, `}${percent(within24h)} within a day, ${percent(never ?? 0)} not at all`,
    );
  if (passwordReset.asked > 0)
    lines.push(
      `Forgot the password: ${people(passwordReset.asked)}, ${count(passwordReset.finished)} set a new one within a day`,
    );
  return lines;
}

function actorLine({
  ip,
  network,
  region,
  failures,
  people: tried,
  gotIn,
  blocked,
  note,
}: Digest['actors'][number]): string {
  return `${ip}${network === null ? '' : `, ${network}`} (${region}): ${number(failures, 'failure', 'failures')}, ${people(tried)}; ${count(gotIn)} got in, ${number(blocked, 'block', 'blocks')}; ${note}`;
}
