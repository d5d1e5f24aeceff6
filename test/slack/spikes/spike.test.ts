import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../playground/slack/messages.ts';
import { wordsOf } from '../../../playground/slack/words.ts';
import type { EventStore } from '../../../src/store/port.ts';
import { brokenCallback, gotIn, inOrder, type Row, stuffing } from '../../spikes/little-tenant.ts';
import { HOUR, MINUTE, NOW, openSpikeOffice, quietDays, quietStore, type SpikeOffice } from './office.ts';

const days = quietDays();
const attack = (from: number, minutes: number) => stuffing(from, minutes, 25);
const with_ = (...rows: readonly Row[][]) => inOrder([...days.after, ...rows.flat()]);

let store: EventStore;
let office: SpikeOffice;

async function open(options: Parameters<typeof openSpikeOffice>[1] = {}): Promise<void> {
  store = await quietStore(days.before);
  office = await openSpikeOffice(store, options);
}
afterEach(async () => {
  await office.close();
  await store.close();
});

const SPIKE = /times the usual|far above the usual/;
const spikes = () => office.posts().filter((message) => SPIKE.test(wordsOf(message)));
const shown = (fits: RegExp): Promise<Message> => office.kim.waitsFor(office.watchers, fits);
const now = (message: Message): string => wordsOf(office.posts().find(({ ts }) => ts === message.ts)!);

describe('an attack, told in Slack', () => {
  it('is one message from the first minute to the end, with its turning points in the thread', async () => {
    await open();
    await shown(/I have read 3 days of stored events/);
    const rows = with_(attack(NOW + 5 * MINUTE, 30), [gotIn(NOW + 20 * MINUTE)]);
    await office.until(NOW + 8 * MINUTE, rows);
    const message = await shown(SPIKE);
    expect(wordsOf(message)).toMatch(/likely credential stuffing/);
    expect(wordsOf(message)).toMatch(/2\d people in the first minute; usually 0–1/);
    expect(wordsOf(message)).toMatch(/198\.51\.100\.0\/24/);
    expect(wordsOf(message)).toMatch(/Nobody got in from there/);

    await office.until(NOW + 22 * MINUTE, rows);
    await expect.poll(() => now(message)).toMatch(/1 person got in from there/);
    await expect.poll(() => office.notes(message).map(wordsOf).join()).toMatch(/It has become critical: 1 person/);

    await office.until(NOW + 60 * MINUTE, rows);
    await expect.poll(() => now(message)).toMatch(/Over: logins with unknown names were far above the usual/);
    await expect.poll(() => office.notes(message).map(wordsOf).join()).toMatch(/Over\. 1 person got in/);
    expect(spikes()).toHaveLength(1);
    const inChannel = office.workspace.received.text('channel');
    expect(inChannel).not.toMatch(/@example|victim|customer\d/);
    expect(office.logged()).not.toMatch(/@example|victim|customer\d/);
  });

  it('draws the native chart, and a line of text where Slack refuses it', async () => {
    await open();
    await shown(/I have read/);
    const rows = with_(attack(NOW + 5 * MINUTE, 30));
    office.workspace.faults.next('chat.postMessage', { kind: 'error', error: 'invalid_blocks' });
    await office.until(NOW + 8 * MINUTE, rows);
    const message = await shown(SPIKE);
    expect(JSON.stringify(message.blocks)).not.toContain('data_visualization');
    expect(wordsOf(message)).toMatch(/[▁▂▃▄▅▆▇█]+\s+the last 3 hours/);
  });

  it('posts a new message where the first is lost for good', async () => {
    await open();
    const rows = with_(attack(NOW + 5 * MINUTE, 60));
    await office.until(NOW + 8 * MINUTE, rows);
    const first = await shown(SPIKE);
    expect(JSON.stringify(first.blocks)).toContain('data_visualization');
    office.workspace.messages.delete(office.posts().find(({ ts }) => ts === first.ts)!);
    await office.until(NOW + 12 * MINUTE, rows);
    await expect.poll(() => spikes().map(({ ts }) => ts)).toEqual([expect.not.stringMatching(first.ts)]);
  });

  it('waits for Slack to come back, and then says it once', async () => {
    await open();
    const rows = with_(attack(NOW + 5 * MINUTE, 20));
    office.workspace.faults.next('chat.postMessage', { kind: 'error', error: 'channel_not_found' }, 5);
    await office.until(NOW + 10 * MINUTE, rows);
    await shown(SPIKE);
    expect(spikes()).toHaveLength(1);
  });

  it('names the change and the application where a callback broke, and calls nobody an attacker', async () => {
    await open();
    await office.until(NOW + 20 * MINUTE, with_(brokenCallback(NOW + 10 * MINUTE, 30, 15)));
    const words = wordsOf(await shown(SPIKE));
    expect(words).toMatch(/callback URL not allowed, in the application Mobile, shortly after a change/);
    expect(words).toMatch(/Just before, at [\s\S]*: an application was changed\./);
    expect(words).not.toMatch(/got in|@example/);
  });

  it('calls whoever is on call when it is grave enough', async () => {
    await open({ settings: { onCall: ['S0ONCALL1'], onCallFrom: 'critical' } });
    const rows = with_(attack(NOW + 5 * MINUTE, 30), [gotIn(NOW + 12 * MINUTE)]);
    await office.until(NOW + 8 * MINUTE, rows);
    const message = await shown(SPIKE);
    expect(JSON.stringify(message.blocks)).not.toContain('S0ONCALL1');
    await office.until(NOW + 15 * MINUTE, rows);
    await expect.poll(() => JSON.stringify(office.notes(message))).toContain('S0ONCALL1');
  });

  it('holds back in quiet hours what is not critical', async () => {
    await open({ settings: { quiet: { from: 9 * 60, to: 10 * 60 + 20 } } });
    const rows = with_(attack(NOW + 5 * MINUTE, 60));
    await office.until(NOW + 15 * MINUTE, rows);
    expect(spikes()).toEqual([]);
    await office.until(NOW + 22 * MINUTE, rows);
    await shown(SPIKE);
  });
});

describe('the buttons of a spike', () => {
  it('Acknowledge shows who took it, holds four hours, and then asks again', async () => {
    await open();
    const rows = with_(attack(NOW + 5 * MINUTE, 300));
    await office.until(NOW + 8 * MINUTE, rows);
    const message = await shown(SPIKE);
    await office.kim.click(message, 'Acknowledge');
    await expect.poll(() => now(message)).toMatch(/Acknowledged by/);
    expect(now(message)).toMatch(/likely credential stuffing/);
    await office.until(NOW + 4 * HOUR + 10 * MINUTE, rows);
    await expect.poll(() => office.notes(message).map(wordsOf).join()).toMatch(/four hours after somebody took it/);
    await expect.poll(() => now(message)).not.toMatch(/Acknowledged by/);
    expect(spikes()).toHaveLength(1);
  });

  it('Snooze keeps the thread quiet for an hour while the message goes on', async () => {
    await open();
    const rows = with_(attack(NOW + 5 * MINUTE, 30));
    await office.until(NOW + 8 * MINUTE, rows);
    const message = await shown(SPIKE);
    await office.kim.click(message, 'spike_snooze', 'for 1 hour');
    await expect.poll(() => now(message)).toMatch(/Quiet until/);
    await office.until(NOW + 55 * MINUTE, rows);
    await expect.poll(() => now(message)).toMatch(/Over: /);
    expect(office.notes(message)).toEqual([]);
  });

  it('Not a problem keeps the same quiet from then on, but not what is critical', async () => {
    await open();
    const rows = with_(
      attack(NOW + 5 * MINUTE, 15),
      stuffing(NOW + 90 * MINUTE, 15, 25, 'second'),
      stuffing(NOW + 180 * MINUTE, 20, 25, 'third'),
      [gotIn(NOW + 190 * MINUTE)],
    );
    await office.until(NOW + 8 * MINUTE, rows);
    await office.kim.click(await shown(SPIKE), 'Not a problem');
    await office.kim.waitsFor(office.watchers, /stay quiet about the same/);
    await office.until(NOW + 150 * MINUTE, rows);
    expect(spikes()).toHaveLength(1);
    await office.until(NOW + 195 * MINUTE, rows);
    await expect.poll(() => spikes().length).toBe(2);
  });

  it('People affected is a private list, those who got in first, and audited', async () => {
    await open();
    // The second comes from the same network, but from an address that nobody failed from.
    const inside = [
      gotIn(NOW + 7 * MINUTE),
      gotIn(NOW + 7.5 * MINUTE, 'second-who-reused@example.org', '198.51.100.250'),
    ];
    const rows = with_(attack(NOW + 5 * MINUTE, 30), inside);
    await office.until(NOW + 10 * MINUTE, rows);
    const message = await shown(SPIKE);
    await expect.poll(() => now(message)).toMatch(/2 people got in from there/);
    await office.kim.click(message, 'People affected');
    const modal = wordsOf(await office.kim.waitsForModal(/Got in from these sources/));
    for (const name of ['victim-who-reused@example.org', 'second-who-reused@example.org']) {
      expect(modal).toContain(name);
      expect(modal.indexOf(name)).toBeLessThan(modal.search(/victim\d+@example\.org/));
    }
    expect(office.workspace.received.text('channel')).not.toContain('@example.org');
    const entries = [];
    for await (const page of office.state.audit.rows()) entries.push(...page);
    expect(entries.at(-1)).toMatchObject({ action: 'people_affected', actor: office.kim.id });
  });

  it('People affected is refused to whoever may not look people up', async () => {
    await open({ allow: [] });
    await office.until(NOW + 8 * MINUTE, with_(attack(NOW + 5 * MINUTE, 30)));
    await office.kim.click(await shown(SPIKE), 'People affected');
    expect(wordsOf(await office.kim.waitsForModal(/Nobody is allowed/))).not.toMatch(/victim/);
  });

  it('do nothing for guests of another workspace', async () => {
    await open();
    await office.until(NOW + 8 * MINUTE, with_(attack(NOW + 5 * MINUTE, 30)));
    const message = await shown(SPIKE);
    const guest = office.workspace.person('guest', { team: 'T0ELSEWHERE' });
    office.watchers.members.add(guest.id);
    await guest.click(message, 'Acknowledge');
    await guest.waitsFor(office.watchers, /only people of the workspace/);
    expect(now(message)).not.toMatch(/Acknowledged by/);
  });
});

describe('a question about one person', () => {
  it('is explained by the open incident, which counts it', async () => {
    await open();
    await office.until(NOW + 20 * MINUTE, with_(brokenCallback(NOW + 10 * MINUTE, 60, 15)));
    const message = await shown(SPIKE);
    const asked = { cause: 'callback_mismatch', connection: null, application: 'Mobile' } as const;
    await expect
      .poll(() => office.spikes.openIncidentFor(asked))
      .toMatchObject({ title: expect.stringMatching(/callback URL/), link: expect.stringMatching(/\/archives\//) });
    expect(await office.spikes.openIncidentFor({ ...asked, application: 'Shop' })).toBeNull();
    expect(await office.spikes.openIncidentFor({ ...asked, cause: 'wrong_password' })).toBeNull();
    await expect.poll(() => now(message)).toMatch(/explained .*questions? about single people/);
  });
});
