import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { isFederated, isType, isWorded, MINUTE, says, theApplication, unsuccessful } from '../reading.ts';

const CRASH =
  /cannot (read|set) propert|is not (a function|defined|iterable|an object)|undefined is not|\b(Type|Reference|Syntax|Range)Error\b|unexpected (token|end of)|in JSON at position|(action|rule|hook)[^.]{0,40}(timed? ?out|failed|error|did not complete)|script (execution|generated)|status code \d{3}|sandbox/i;
/** A call to another server came to nothing: an Action's, or Auth0's own to the provider behind a connection. */
const CALL_FAILED = /ECONN\w+|ETIMEDOUT|socket hang up|internal server error/i;

/** Known already, and then code broke. */
function isCrash(event: LogEvent): boolean {
  return (
    isWorded(event) &&
    event.type !== 'fsa' &&
    event.userId !== null &&
    (says(event, CRASH) || (!isFederated(event) && says(event, CALL_FAILED)))
  );
}

/** The Action's own row, by execution id, else by time: these rows carry no user. */
function crashRow(notices: readonly LogEvent[], failure: LogEvent): LogEvent | undefined {
  const crashes = notices.filter((row) => row.type === 'actions_execution_failed');
  return (
    crashes.find((row) => row.facts.executions?.some((id) => failure.facts.executions?.includes(id)) ?? false) ??
    crashes.find(
      (row) =>
        Math.abs(row.at - failure.at) < MINUTE / 4 &&
        (row.facts.actionError === undefined || failure.text === null || failure.text.includes(row.facts.actionError)),
    )
  );
}

export const actionFailed: Cause = {
  id: 'action_failed',
  family: 'action',
  owner: 'developer',
  reach: 'application',
  step: 'action',
  name: 'Action crashed',
  signal: (event) =>
    isType(event, 'actions_execution_failed', 'flows_execution_failed', 'forms_submission_failed') || isCrash(event),
  sequence: (story): Finding[] => {
    const found: Finding[] = [];
    for (const t of unsuccessful(story)) {
      if (!isWorded(t.telling)) continue;
      const row = crashRow(story.around.notices, t.telling);
      if (row === undefined && !isCrash(t.telling)) continue;
      found.push({
        cause: 'action_failed',
        confidence: 'high',
        tries: [t],
        rows: row === undefined ? [t.telling] : [row, t.telling],
        instead: ['action_denied', 'unclassified'],
        facts: { action: row?.facts.actionName, text: t.telling.text ?? undefined },
      });
    }
    return found;
  },
  words: (finding) => ({
    headline: `{person}’s credentials were accepted; then ${finding.facts?.action ? `the Action “${finding.facts.action}”` : 'an Action or Rule of the tenant'} crashed.`,
    agent: [
      'Do not reset a password.',
      `Send the text to the developers${finding.facts?.action ? '' : ` of ${theApplication(finding)}`}${finding.facts?.text ? `: “${finding.facts.text}”` : ''}. Often one field is missing in this person’s profile.`,
    ],
    customer:
      'Your details were right, but the sign-in then failed because of a fault on our side. We’re telling the developers, and will let you know as soon as it is fixed.',
  }),
};
