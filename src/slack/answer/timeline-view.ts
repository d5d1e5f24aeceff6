import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { sentence } from '../../why/lines.ts';
import type { RowKind, TimelineRow } from '../../why/timeline.ts';
import { actions, button, context, modal, option } from '../blocks.ts';
import { inlines } from '../rich-lines.ts';
import { bullets, code, type Inline, line, moment, rich } from '../rich-text.ts';
import { decodeQuestion, encodeQuestion, type FixedQuestion, spanInWords } from './question.ts';

const TIMELINE = 'timeline';
export const TIMELINE_TITLE = 'Timeline';
export const TIMELINE_ACTIONS = { newer: 'timeline_newer', older: 'timeline_older', only: 'timeline_only' } as const;

const PAGE = 12;

/** What is shown of the timeline. */
export type Only = 'all' | RowKind;

const CHOICES: [Only, string][] = [
  ['all', 'Everything'],
  ['failure', 'Failures'],
  ['success', 'Logins'],
  ['change', 'Changes by administrators'],
];

/** Where in whose timeline somebody is: what its modal remembers. */
export interface TimelinePlace {
  question: FixedQuestion;
  only: Only;
  /** 0 is the newest. */
  page: number;
  channel: string | null;
}

const remembered = z.object({
  question: z.string(),
  only: z.enum(['all', 'success', 'failure', 'change', 'step']),
  page: z.int().min(0),
  channel: z.string().nullable(),
});

function writePlace({ question, ...place }: TimelinePlace): string {
  return JSON.stringify({ ...place, question: encodeQuestion(question) });
}

/** @throws Fault 'bad_request', ZodError or SyntaxError for what this whylogin did not write */
export function readPlace(metadata: string): TimelinePlace {
  const { question, ...place } = remembered.parse(JSON.parse(metadata));
  return { ...place, question: decodeQuestion(question) };
}

const MARKS: Record<RowKind, string> = { success: '✓', failure: '✕', change: '✎', step: '→' };

/** A page of the timeline, newest first. Pure. */
export function timelineView(rows: readonly TimelineRow[], place: TimelinePlace): ModalView {
  const chosen = rows.filter(({ kind }) => place.only === 'all' || kind === place.only).reverse();
  const pages = Math.max(1, Math.ceil(chosen.length / PAGE));
  const page = Math.min(place.page, pages - 1);
  const shown = chosen.slice(page * PAGE, (page + 1) * PAGE);
  const choices = CHOICES.map(([value, label]) => option(label, value));
  const blocks = [
    rich(line(...about(place.question, chosen.length))),
    shown.length > 0 ? rich(bullets(shown.map(row))) : rich(line('Nothing of this kind in this time.')),
    actions('timeline', [
      {
        type: 'static_select' as const,
        action_id: TIMELINE_ACTIONS.only,
        options: choices,
        initial_option: choices.find(({ value }) => value === place.only) ?? choices[0]!,
      },
      ...(page > 0 ? [button(TIMELINE_ACTIONS.newer, 'Newer', { value: String(page - 1) })] : []),
      ...(page < pages - 1 ? [button(TIMELINE_ACTIONS.older, 'Older', { value: String(page + 1) })] : []),
    ]),
    context(`Page ${page + 1} of ${pages}, newest first. Times are yours.`),
  ];
  return modal(TIMELINE, TIMELINE_TITLE, blocks, { metadata: writePlace({ ...place, page }) });
}

function about({ who, since }: FixedQuestion, count: number): Inline[] {
  return [code(who), `, last ${spanInWords(since)}: ${count === 1 ? '1 event' : `${count} events`}`];
}

function row({ at, kind, text, where, logId }: TimelineRow): Inline[] {
  const place = where.length > 0 ? ` (${where.join(', ')})` : '';
  return [
    `${MARKS[kind]} `,
    moment(at, 'day and time'),
    ' ',
    ...inlines(sentence(`${text}${place}`), 320),
    ' ',
    code(logId),
  ];
}
