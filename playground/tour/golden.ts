import { CAUSE_IDS } from '../../src/causes/ids.ts';
import { causeOf } from '../../src/causes/vocabulary.ts';
import { answerMessage } from '../../src/slack/answer/message.ts';
import { GOLDEN } from '../../test/golden/all.ts';
import { answer, causesOf } from '../../test/golden/golden.ts';
import { asPosted, type Shown } from './shown.ts';

const DAY = 86_400_000;

/** One answer for each cause there is: the first golden case of it. */
export async function goldenAnswers(): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (const cause of CAUSE_IDS) {
    const story = GOLDEN.find((each) => causesOf(each)[0] === cause);
    if (story === undefined) continue;
    const explanation = await answer(story);
    const question = {
      who: explanation.asked,
      at: Date.parse(explanation.at),
      since: (story.days ?? 7) * DAY,
      application: null,
      ticket: null,
    };
    const message = answerMessage(explanation, { question, kept: 30 * DAY, dashboard: null, instead: null });
    shown.push({ group: 'Answers', title: causeOf(cause).name, what: asPosted(message) });
  }
  return shown;
}
