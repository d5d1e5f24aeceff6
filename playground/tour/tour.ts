import { answers, asks } from './asking.ts';
import { collapse } from './collapse.ts';
import { digests } from './digests.ts';
import { goldenAnswers } from './golden.ts';
import { notices } from './notices.ts';
import { Office } from './office.ts';
import { spikes } from './spikes.ts';

/**
 * Everything that the bot can do, done once: what it said is in the office's `shown`, what Slack received in its
 * workspace, what the process logged in `logged`. Close the office when done.
 */
export async function tour(): Promise<Office> {
  const office = await Office.open();
  try {
    // Until Monday, when people have their troubles.
    await digests(office);
    await asks(office);
    await answers(office);
    await notices(office);
    await spikes(office);
    await collapse(office);
    office.shown.push(...(await goldenAnswers()));
    return office;
  } catch (error) {
    await office.close();
    throw error;
  }
}
