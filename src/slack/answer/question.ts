import { z } from 'zod';
import { Fault } from '../../errors.ts';
import { parseSubject, type Subject } from '../../why/subject.ts';
import { clip, LIMITS } from '../limits.ts';
import { optionsIn, strangeWords } from './question-options.ts';

const DAY = 86_400_000;
export const USUAL_SPAN = 7 * DAY;
/** Steps of "Look back further". */
const SPANS = [USUAL_SPAN, 30 * DAY, 90 * DAY, 365 * DAY];
const LONGEST_NAME = 100;

/** What somebody asks in Slack. Small enough to travel in a button. */
export interface AskedQuestion {
  /** As typed. */
  who: string;
  /** Length of the window, ms. */
  since: number;
  application: string | null;
  /** Why it is asked, for the audit: a ticket's number. */
  ticket: string | null;
}

/** An asked question with its moment, epoch ms: asked again, it gets the same answer. */
export interface FixedQuestion extends AskedQuestion {
  at: number;
}

/**
 * Reads the words after /whylogin: whom it is about and, in any order, `last 30 days`, `app:Web`, `ticket:ABC-1`.
 * @throws Fault 'bad_request' that quotes what was typed and says what would be right
 */
export function readQuestion(typed: string): AskedQuestion {
  // Pasted whole, from a hint.
  const words = typed.trim().replace(/^\/whylogin\s+/i, '');
  const { rest, ...options } = optionsIn(words);
  return {
    who: nameIn(words, rest),
    since: options.since ?? USUAL_SPAN,
    application: options.application,
    ticket: options.ticket,
  };
}

function nameIn(typed: string, rest: string): string {
  try {
    return parseSubject(rest).asked;
  } catch (error) {
    throw strangeWords(typed, rest, isSubject) ?? asCommand(error);
  }
}

/** What would be right, as it is typed here. */
function asCommand(error: unknown): unknown {
  if (!(error instanceof Fault)) return error;
  const message = error.message.replace(/Like this: (\S+), (.*)$/, 'Like this: `/whylogin $1`, or $2');
  return new Fault(error.code, message, { cause: error });
}

function isSubject(word: string): boolean {
  try {
    parseSubject(word);
    return true;
  } catch {
    return false;
  }
}

/** The subject of a question that was read before. */
export function subjectOf({ who }: AskedQuestion): Subject {
  return parseSubject(who);
}

/** The next longer window that the store can know; null where there is none. */
export function furtherThan(since: number, kept: number): number | null {
  return SPANS.find((span) => span > since && span <= Math.max(kept, 30 * DAY)) ?? null;
}

/** "7 days", "12 hours", "90 minutes" */
export function spanInWords(ms: number): string {
  const [count, unit] =
    ms % DAY === 0
      ? [ms / DAY, 'day']
      : ms % 3_600_000 === 0
        ? [ms / 3_600_000, 'hour']
        : [Math.round(ms / 60_000), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const carried = z.tuple([z.string(), z.number(), z.number(), z.string().nullable(), z.string().nullable()]);

/** A question as the value of a button. */
export function encodeQuestion({ who, at, since, application, ticket }: FixedQuestion): string {
  const short = (text: string | null) => (text === null ? null : clip(text, LONGEST_NAME));
  const value = JSON.stringify([who, at, since, short(application), short(ticket)]);
  if (value.length > LIMITS.button.value)
    throw new Fault('bad_request', 'That name is too long to ask about. Use the user id (auth0|…) instead.');
  return value;
}

/** @throws Fault 'bad_request' where the button is not one of ours, or of a version that no longer is */
export function decodeQuestion(value: string | undefined): FixedQuestion {
  try {
    const [who, at, since, application, ticket] = carried.parse(JSON.parse(value ?? ''));
    return { who, at, since, application, ticket };
  } catch (error) {
    throw new Fault('bad_request', 'This button is from an older whylogin. Ask again with `/whylogin`.', {
      cause: error,
    });
  }
}
