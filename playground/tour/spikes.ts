import { SPIKE_BUTTONS, spikeMessage } from '../../src/slack/spikes/message.ts';
import { noteMessage, turnWords } from '../../src/slack/spikes/thread.ts';
import type { IncidentView, TurningPoint } from '../../src/spikes/view.ts';
import type { KeptIncident } from '../../src/state/port.ts';
import { credentialStuffing } from '../present/incidents/credential-stuffing.ts';
import type { Message } from '../slack/messages.ts';
import { Random } from '../tenant/random.ts';
import { MINUTE, type Office, ZONE } from './office.ts';
import { asPosted } from './shown.ts';

/** An attack from its first minute to its end, with what people do about it. */
export async function spikes(office: Office): Promise<void> {
  const { kim, onCall, ravi } = office;
  office.take('Spikes', 'The first day', await kim.waitsFor(onCall, /I have read \d+ days/));
  const random = new Random('tour');
  const attacked = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      const from = office.now();
      const rows = Array.from({ length: 60 }, (_, second) =>
        credentialStuffing.second(from + second * 1_000, office.world.accounts, random),
      ).flat();
      await office.minute(office.world.happen(rows, from + MINUTE));
    }
  };
  await attacked(4);
  const posted = await kim.waitsFor(onCall, isSpike);
  office.take('Spikes', 'Posted', posted);
  await kim.click(posted, SPIKE_BUTTONS.people);
  office.take('Spikes', 'People affected', await kim.waitsForModal(/people in all/));
  await kim.close();

  const pressed = async (button: string, fits: RegExp, choice?: string) => {
    await kim.click(current(office, posted), button, choice);
    return kim.waitsFor(onCall, (message) => message.ts === posted.ts && fits.test(JSON.stringify(message.blocks)));
  };
  office.take('Spikes', 'Acknowledged', await pressed(SPIKE_BUTTONS.acknowledge, /Acknowledged by/));
  await ravi.click(posted, SPIKE_BUTTONS.people);
  office.take(
    'Refusals and errors',
    'People affected, for somebody who may not ask',
    await ravi.waitsForModal(/not allowed/),
  );
  await ravi.close();
  office.take('Spikes', 'Snoozed', await pressed(SPIKE_BUTTONS.snooze, /Quiet until/, 'for 1 hour'));
  office.take('Spikes', 'Called no problem', await pressed(SPIKE_BUTTONS.dismiss, /Not a problem, says/));
  office.take('Spikes', 'No problem: to whoever said so', await kim.waitsFor(onCall, /stay quiet about the same/));
  await attacked(6);
  for (let minute = 0; minute < 60 && !isOver(current(office, posted)); minute++) await office.minute([]);
  office.take('Spikes', 'Over', await kim.waitsFor(onCall, isOver));
  for (const note of kim.seesIn(posted)) office.take('Spikes', 'A note in the thread', note);
  await otherStates(office);
}

function isSpike({ blocks, threadTs }: Message): boolean {
  return threadTs === null && JSON.stringify(blocks).includes(SPIKE_BUTTONS.acknowledge);
}

function isOver({ text }: Message): boolean {
  return /^(?:Over|Stays so):/.test(text);
}

function current({ kim }: Office, { channel, ts }: Message): Message {
  return kim.sees({ id: channel }).find((each) => each.ts === ts)!;
}

const TURNS: readonly TurningPoint['what'][] = ['critical', 'worse', 'again', 'new_level', 'over'];

/** What the same incident looks like in states that this one did not come to. */
async function otherStates(office: Office): Promise<void> {
  const [kept] = await office.state.incidents.since(0);
  const view = JSON.parse(kept!.view) as IncidentView;
  const open: IncidentView = { ...view, incident: { ...view.incident, resolvedAt: null } };
  const fresh: KeptIncident = { ...kept!, acknowledgedBy: null, snoozedBy: null, dismissedBy: null, questions: 0 };
  const look = { zone: ZONE, chart: true, mention: [] };
  const critical = { ...open, incident: { ...open.incident, severity: 'critical' as const } };
  const take = (title: string, message: ReturnType<typeof spikeMessage>) =>
    office.take('Spikes', title, asPosted(message));
  take(
    'Critical: whoever is on call is called',
    spikeMessage(critical, fresh, { ...look, mention: [office.tier2.id] }),
  );
  take('Where Slack knows no charts', spikeMessage(open, fresh, { ...look, chart: false }));
  take('It explained questions', spikeMessage(open, { ...fresh, questions: 3 }, look));
  take('Possibly repeated', spikeMessage(open, { ...fresh, repeated: true }, look));
  for (const what of TURNS)
    take(`Note in the thread: ${what}`, noteMessage(turnWords({ what, at: view.asOf, peak: 9, gotIn: 2 }, open), []));
  take(
    'A note when the quiet time is over',
    noteMessage('It still goes on; the quiet time that was asked for is over.', []),
  );
}
