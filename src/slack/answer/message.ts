import { type Answer, layOut, type Part } from '../../why/answer.ts';
import type { Explanation } from '../../why/explanation.ts';
import { type AnyBlock, actions, button, context, type Message, message } from '../blocks.ts';
import { inlines, smallPrint } from '../rich-lines.ts';
import { bold, bullets, type Inline, line, link, moment, quote, rich, text } from '../rich-text.ts';
import type { Explaining } from '../spikes/feature.ts';
import { encodeQuestion, type FixedQuestion, furtherThan, spanInWords } from './question.ts';

/** The buttons of an answer, by the ids that Slack sends back. */
export const ANSWER_BUTTONS = {
  copy: 'answer_copy',
  timeline: 'answer_timeline',
  watch: 'answer_watch',
  share: 'answer_share',
  open: 'answer_open',
  wrong: 'answer_wrong',
  further: 'answer_further',
  instead: 'answer_instead',
} as const;

/** Minutes for which somebody is waited for. */
export const WATCH_MINUTES = 20;

export interface AnswerOptions {
  question: FixedQuestion;
  /** How far back the store knows, ms. */
  kept: number;
  /** The person's page in the Auth0 Dashboard; null where it cannot be known. */
  dashboard: string | null;
  /** Another name that was probably meant. */
  instead: string | null;
  /** The open incident that explains the trouble. */
  incident?: Explaining | null;
}

/** Words of each line; together they stay below what Slack takes of one message, however long everything is. */
const ROOM = { headline: 600, acts: 300, bullet: 300, paragraph: 1_000, reply: 2_000 } as const;

/** The private answer: verdict, who acts, proof, what to do, the reply, and what can be done from here. */
export function answerMessage(explanation: Explanation, options: AnswerOptions): Message {
  const answer = layOut(explanation);
  return message(answer.summary, [
    ...answerBlocks(answer),
    ...incidentBlock(options),
    rich(line(bold('Reply')), quote(text(clipReply(answer.reply)))),
    ...insteadBlock(options),
    answerButtons(options),
    context(answer.footer.map(smallPrint).join('\n')),
  ]);
}

/** Verdict and proof, without reply and buttons. */
export function answerBlocks({ headline, acts, parts }: Answer): AnyBlock[] {
  return [rich(line(...inlines(headline, ROOM.headline), '\n', ...inlines(acts, ROOM.acts))), ...parts.map(partBlock)];
}

function partBlock({ title, lines, form }: Part): AnyBlock {
  if (form === 'bullets') {
    const list = bullets(lines.map((each) => inlines(each, ROOM.bullet)));
    return title === null ? rich(list) : rich(line(bold(title)), list);
  }
  const body = lines.flatMap((each, i): Inline[] => [...(i > 0 ? ['\n'] : []), ...inlines(each, ROOM.paragraph)]);
  return rich(line(...(title === null ? [] : [bold(title), '  ']), ...body));
}

function clipReply(reply: string): string {
  return reply.length > ROOM.reply ? `${reply.slice(0, ROOM.reply)}… (whole under Copy reply)` : reply;
}

function incidentBlock({ incident }: AnswerOptions): AnyBlock[] {
  if (!incident) return [];
  const since = ['since ', moment(incident.since, 'time')];
  const place: Inline[] = incident.link === null ? [text('the on-call channel')] : [link(incident.link, 'its message')];
  return [rich(line(bold('Same as the open spike'), `: ${incident.title}, `, ...since, ' · ', ...place))];
}

function insteadBlock({ instead, question }: AnswerOptions): AnyBlock[] {
  if (instead === null) return [];
  return [
    actions('answer_instead', [
      button(ANSWER_BUTTONS.instead, `Did you mean ${instead}?`, {
        value: encodeQuestion({ ...question, who: instead }),
      }),
    ]),
  ];
}

function answerButtons({ question, kept, dashboard }: AnswerOptions): AnyBlock {
  const value = encodeQuestion(question);
  const further = furtherThan(question.since, kept);
  return actions('answer', [
    button(ANSWER_BUTTONS.copy, 'Copy reply', { value }),
    button(ANSWER_BUTTONS.timeline, 'Timeline', { value }),
    ...(further === null
      ? []
      : [
          button(ANSWER_BUTTONS.further, `Look back ${spanInWords(further)}`, {
            value: encodeQuestion({ ...question, since: further }),
          }),
        ]),
    button(ANSWER_BUTTONS.watch, `Watch ${WATCH_MINUTES} min`, { value }),
    button(ANSWER_BUTTONS.share, 'Share', { value }),
    ...(dashboard === null ? [] : [button(ANSWER_BUTTONS.open, 'Open in Auth0', { value, url: dashboard })]),
    button(ANSWER_BUTTONS.wrong, 'Wrong answer', { value }),
  ]);
}
