import type { Message } from '../slack/messages.ts';
import { MONDAY_NINE, type Office } from './office.ts';

const DIGEST = '/logindigest';

/** Subscribes, waits for Monday, and looks at all that hangs on the digest. */
export async function digests(office: Office): Promise<void> {
  const { kim, identity, workspace } = office;
  const types = (words: string, fits: RegExp) =>
    office.types(words, fits, { command: DIGEST, channel: office.identity });
  for (const [title, words, fits] of [
    [`${DIGEST} help`, 'help', /The weekly digest/],
    [`${DIGEST} list, where there is none`, 'list', /No channel gets/],
    [`${DIGEST} subscribe`, 'subscribe', /This channel gets the digest/],
    [`${DIGEST} list`, 'list', /Digests are posted here/],
    [`${DIGEST}: part of the tenant, hardly used`, 'app:"Nothing"', /Fewer than/],
  ] as const)
    office.take('The digest', title, await types(words, fits));
  office.take('Refusals and errors', `${DIGEST} of yesterday`, await types('of yesterday', /don’t understand/));

  office.at(MONDAY_NINE);
  await office.postDue();
  const isDigest = ({ blocks, ephemeralTo }: Message) =>
    ephemeralTo === null && JSON.stringify(blocks).includes('digest_counted');
  const digest = await kim.waitsFor(identity, isDigest);
  office.take('The digest', 'In the channel', digest);
  for (const [i, reply] of kim.seesIn(digest).entries()) office.take('The digest', `In its thread, ${i + 1}`, reply);

  await kim.click(digest, 'How counted');
  office.take('The digest', 'How counted', await kim.waitsForModal(/How it is counted/));
  await kim.close();
  await kim.click(digest, 'Earlier weeks');
  const weeks = await kim.waitsFor(identity, /Which week\?/);
  office.take('The digest', 'Earlier weeks', weeks);
  const seen = new Set(kim.sees(identity).map(({ ts }) => ts));
  await kim.click(weeks, 'digest_show_week_1');
  office.take('The digest', 'An earlier week', await kim.waitsFor(identity, ({ ts }) => !seen.has(ts)));

  await kim.click(digest, 'CSV');
  office.take('The digest', 'CSV: where it is', await kim.waitsFor(identity, /in your direct messages/));
  office.take('The digest', 'CSV: the direct message', await kim.waitsFor(workspace.direct(kim), /as CSV/));
  workspace.app.scopes.delete('files:write');
  await kim.click(digest, 'CSV');
  office.take('The digest', 'CSV, where no file may be written', await kim.waitsForModal(/whylogin digest/));
  await kim.close();
  office.take('The digest', `${DIGEST} unsubscribe`, await types('unsubscribe', /no longer gets/));
}
