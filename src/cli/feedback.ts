import { DateTime } from 'luxon';
import type { KeptFeedback, State } from '../state/port.ts';
import { calm } from '../why/lines.ts';

/** `whylogin feedback`: answers that somebody called wrong, oldest first, with the events to look at. */
export async function feedbackCommand(
  { json = false }: { json?: boolean },
  { state, zone, out }: { state: Pick<State, 'feedback'>; zone: string; out: { write(text: string): unknown } },
): Promise<void> {
  const all = await state.feedback.all();
  for (const each of all) out.write(json ? `${JSON.stringify(each)}\n` : told(each, zone));
  if (all.length === 0 && !json) out.write('Nobody has called an answer wrong yet.\n');
}

function told({ at, actor, verdict, expected, comment, logIds, subject, version }: KeptFeedback, zone: string): string {
  const time = DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
  return [
    `${time}  ${actor}: said “${verdict}”, was ${expected === null ? 'something else' : `“${expected}”`} (whylogin ${version}, about ${subject})`,
    ...(comment === '' ? [] : [`  ${calm(comment)}`]),
    ...logIds.map((logId) => `  log:${logId}`),
    '',
  ].join('\n');
}
