import { FAR, sizeOf, titleOf } from '../../spikes/story.ts';
import type { IncidentView, TurningPoint } from '../../spikes/view.ts';
import { type Message, message } from '../blocks.ts';
import { type Inline, line, person, rich, userGroup } from '../rich-text.ts';
import { people } from './facts.ts';

/** Something that is said in the thread. */
export function noteMessage(words: string, mention: readonly string[]): Message {
  return message(words, [rich(line(words, ...called(mention)))]);
}

/** What is said when something changes the picture. */
export function turnWords({ what, peak, gotIn }: TurningPoint, { incident, evidence }: IncidentView): string {
  const name = inSentence(titleOf(incident, evidence));
  switch (what) {
    case 'critical':
      return incident.kind === 'drop'
        ? 'It has become critical: hardly anybody logs in any more.'
        : `It has become critical: ${people(gotIn ?? 0)} got in from there. Start with new passwords for them.`;
    case 'worse':
      return incident.kind === 'drop'
        ? `Worse: ${name} are down to ${Math.round(peak * 100)} % of the usual.`
        : `Worse: ${name} are ${sizeOf(incident) === FAR ? 'twice as many as before' : `at ${rounded(peak)} times the usual now`}.`;
    case 'again':
      return 'It has begun again.';
    case 'new_level':
      return 'It has gone on for hours. I take it as how things are now, and watch from there.';
    case 'over':
      return gotIn !== null && gotIn > 0
        ? `Over. ${people(gotIn)} got in from there: see that ${gotIn === 1 ? 'this person gets a new password' : 'they get new passwords'}.`
        : 'Over.';
    default:
      return 'It goes on.';
  }
}

/** Who is called, after the words. */
export function called(ids: readonly string[]): Inline[] {
  return ids.flatMap((id) => [' ', id.startsWith('S') ? userGroup(id) : person(id)]);
}

/** A title within a sentence. */
export function inSentence(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

function rounded(ratio: number): string {
  return ratio >= 10 ? `${Math.round(ratio)}` : `${Math.round(ratio * 10) / 10}`;
}
