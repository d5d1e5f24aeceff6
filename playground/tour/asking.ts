import type { Message } from '../slack/messages.ts';
import type { Office } from './office.ts';

const SELMA = 'selma.wickstrom@example.com';

/** How one asks: help, the form with its complaint, the menu of a message, Home. */
export async function asks(office: Office): Promise<void> {
  const { kim, support } = office;
  office.take('Asking', '/whylogin help', await office.types('help', /Ask why somebody/));

  await kim.slash('/whylogin', '', { channel: support });
  const form = await kim.waitsForModal(/Who cannot log in/);
  office.take('Asking', '/whylogin: the form', form);
  await kim.submit(form, { who: 'ada@example' });
  office.take('Asking', 'The form, filled in wrong', await kim.waitsForModal(({ errors }) => 'who' in errors));
  await kim.submit(kim.modal!, { who: SELMA });
  office.take('Asking', 'The answer in the form’s place', await kim.waitsForModal(/What happened/));
  await kim.close({ all: true });

  for (const [title, words] of [
    ['The menu of a message that names nobody', 'Somebody cannot log in!'],
    ['The menu of a message that names two', `Is ${SELMA} the same as gwen.nettleship@gmail.com?`],
  ] as const) {
    await kim.shortcut('why_cant_they_log_in', kim.says(words, { channel: support }));
    office.take('Asking', title, await kim.waitsForModal(/There is no e-mail|That message names/));
    await kim.close({ all: true });
  }

  await kim.openHome();
  office.take('Asking', 'Home', await kim.waitsForHome(/events are stored/));

  for (const words of [
    'ada@example',
    'ada@example.com lst 30 days',
    'ada@example.com tickt:ABC-1',
    'a@b.test c@d.test',
  ])
    office.take('Refusals and errors', `/whylogin ${words}`, await office.types(words, /rich_text/));
}

/** An answer, and all that can be done from it. */
export async function answers(office: Office): Promise<void> {
  const { kim, support } = office;
  const answer = await office.types(SELMA, /Copy reply/);
  office.take('Answers', 'To whoever asked, alone', answer);

  const opened = async (button: string, title: string, fits: RegExp) => {
    await kim.click(now(office, answer), button);
    const view = await kim.waitsForModal(fits);
    office.take('From an answer', title, view);
    return view;
  };
  await opened('Copy reply', 'Copy reply', /Select all/);
  await kim.close({ all: true });
  await opened('Timeline', 'Timeline', /Page 1/);
  await kim.click(kim.modal!, 'timeline_only', 'Failures');
  office.take('From an answer', 'Timeline, nothing of a kind', await kim.waitsForModal(/Nothing of this kind/));
  await kim.close({ all: true });

  const share = await opened('Share', 'Share: what will be read', /Everybody in/);
  await kim.submit(share);
  office.take('From an answer', 'Share: done', await kim.waitsForModal(/Shared in/));
  office.take('From an answer', 'Share: what the channel reads', await kim.waitsFor(support, /shared an answer about/));
  await kim.close({ all: true });

  const wrong = await opened('Wrong answer', 'Wrong answer', /What was it really/);
  await kim.submit(wrong, { expected: 'something else', comment: 'She called from +49 151 2345678.' });
  office.take('From an answer', 'Wrong answer: thanks', await kim.waitsForModal(/Thank you/));
  await kim.close({ all: true });

  await watches(office, answer);

  await kim.click(now(office, answer), 'Look back 30 days');
  const further = await kim.waitsFor(
    support,
    ({ ts, blocks }) => ts === answer.ts && !/Look back/.test(JSON.stringify(blocks)),
  );
  office.take('From an answer', 'Look back, in place', further);
  office.take('Answers', 'Another name was meant', await office.types('gwen.nettleship@gmial.com', /Did you mean/));
  await longTimeline(office);
  const [row] = office.world.events.filter(({ type }) => type === 'f');
  office.take('Answers', 'One event', await office.types(`log:${row!.log_id}`, /Copy reply/));
}

/** An address that many come from: its timeline has pages. */
async function longTimeline(office: Office): Promise<void> {
  const { kim } = office;
  const answer = await office.types('ip:203.0.113.40 last 30 days', /Copy reply/);
  office.take('Answers', 'An address', answer);
  await kim.click(answer, 'Timeline');
  await kim.click(await kim.waitsForModal(/Page 1 of/), 'Older');
  office.take('From an answer', 'Timeline, another page', await kim.waitsForModal(/Page 2 of/));
  await kim.close({ all: true });
}

function now({ kim }: Office, { channel, ts }: Message): Message {
  return kim.sees({ id: channel }).find((each) => each.ts === ts)!;
}

/** One that gets in, one that is told to stop, and too many. */
async function watches(office: Office, answer: Message): Promise<void> {
  const { kim, support, workspace, world } = office;
  const direct = workspace.direct(kim);
  await kim.click(now(office, answer), 'Watch 20 min');
  office.take('From an answer', 'Watch: begun', await kim.waitsFor(support, /in a direct message when/));
  office.take('From an answer', 'Watch: the direct message', await kim.waitsFor(direct, /no try yet/));
  const others = world.people.filter(({ who }) => who !== SELMA && /@/.test(who)).slice(0, 5);
  for (const { who } of others) {
    const seen = new Set(kim.sees(support).map(({ ts }) => ts));
    await kim.click(await office.types(who, /Watch 20 min/), 'Watch 20 min');
    await kim.waitsFor(
      support,
      ({ ts, blocks }) => !seen.has(ts) && /direct message when|people already/.test(JSON.stringify(blocks)),
    );
  }
  office.take('Refusals and errors', 'One watch too many', await kim.waitsFor(support, /people already/));
  await kim.click(await kim.waitsFor(direct, /Stop watching/), 'Stop watching');
  office.take('From an answer', 'Watch: stopped', await kim.waitsFor(direct, /no longer watched/));
}
