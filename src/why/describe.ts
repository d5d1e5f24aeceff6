import { isReuse } from '../event/kind.ts';
import type { LogEvent } from '../event/log-event.ts';
import { phraseOfType } from './phrases.ts';
import { quote } from './quote.ts';

/** Longer texts of events are cut. */
const LONGEST = 500;

/** Types whose own words say more than their name. */
const WORDED = new Set([
  'f',
  'fcoa',
  'fc',
  'fens',
  'fepft',
  'feacft',
  'fco',
  'fs',
  'fcp',
  'fcpr',
  'fi',
  'sapi',
  'fapi',
  'fepotpft',
  'actions_execution_failed',
]);

/** What kind of row it is, without any word of its own. */
export function phraseOf(row: LogEvent): string {
  return isReuse(row) && row.type === 's' ? 'let in by an existing session' : phraseOfType(row.type);
}

/** One row in words, free text included: for the private answer only. */
export function describe(row: LogEvent): string {
  const phrase = phraseOf(row);
  const { actionName, actionError, mailError } = row.facts;
  if (row.type === 'actions_execution_failed')
    return `the Action${actionName ? ` “${quote(actionName, LONGEST)}”` : ''} crashed${actionError ? `: ${quote(actionError, LONGEST)}` : ''}`;
  // Its text only says to whom.
  if (row.type === 'fn') return mailError ? `${phrase}: ${quote(mailError, LONGEST)}` : phrase;
  const words = row.text === null ? '' : quote(row.text, LONGEST);
  if (row.type === 'fsa' && !/login.required/i.test(words)) return `silent login refused: ${words}`;
  return WORDED.has(row.type) && words !== '' ? `${phrase}: ${words}` : phrase;
}
