import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemsInMessage, problemsInView } from '../../playground/slack/block-schema/check.ts';
import type { Office } from '../../playground/tour/office.ts';
import { isView, type Shown } from '../../playground/tour/shown.ts';
import { tour } from '../../playground/tour/tour.ts';
import { ANSWER_BUTTONS } from '../../src/slack/answer/message.ts';
import { TIMELINE_ACTIONS } from '../../src/slack/answer/timeline-view.ts';
import { UNWATCH } from '../../src/slack/answer/watch-message.ts';
import { DIGEST_BUTTONS } from '../../src/slack/digest/message.ts';
import { ASK_BUTTON } from '../../src/slack/notices.ts';
import { SPIKE_BUTTONS } from '../../src/slack/spikes/message.ts';
import { leaksIn, type Secrets, type Spoken, spokenIn } from './leaks.ts';

let office: Office;
let spoken: Spoken;
let secrets: Secrets;

beforeAll(async () => {
  office = await tour();
  spoken = spokenIn(office);
  secrets = secretsOf(office);
});
afterAll(() => office?.close());

function secretsOf({ world, workspace }: Office): Secrets {
  const bodies = world.rows.map(({ body }) => body);
  const names = new Set(bodies.flatMap(({ user_name, user_id }) => [user_name, user_id]));
  const victims = new Map<unknown, Set<unknown>>();
  for (const { ip, user_name } of bodies) victims.set(ip, (victims.get(ip) ?? new Set()).add(user_name));
  const { botToken, appToken, signingSecret } = workspace.app;
  return {
    names: [...names].map(String).filter((name) => /[@|+]/.test(name)),
    tokens: [botToken, appToken, signingSecret],
    acted: (ip) => (victims.get(ip)?.size ?? 0) >= 5,
  };
}

describe('a whole run: questions, shares, watches, a digest, an attack, refusals, errors', () => {
  it('happened', () => {
    expect(spoken.open.length).toBeGreaterThan(30);
    expect(spoken.closed.length).toBeGreaterThan(50);
    expect(spoken.logged.length).toBeGreaterThan(30);
    expect(secrets.names.length).toBeGreaterThan(500);
    // The private answers do name whom they are about: the search finds what there is.
    expect(spoken.closed.join()).toContain('selma.wickstrom@example.com');
  });

  it('told no name, number, token or address to anybody but the one who asked', () =>
    expect(leaksIn(spoken, secrets)).toEqual([]));

  it.each([
    ['open', 'an attack on selma.wickstrom@example.com'],
    ['open', 'auth0|116beb1b0a170c75ed033077 is blocked'],
    ['open', 'call +49 151 2345678'],
    ['open', 'from 198.51.100.7 alone'],
    ['open', 'from 2001:db8::7 alone'],
    ['open', 'xoxb-1234-planted'],
    ['closed', 'Bearer abcdefgh12345678'],
    ['logged', 'selma.wickstrom@example.com asked'],
    ['logged', 'from 198.51.100.7'],
    ['logged', 'eyJhbGciOiJIUzI1NiJ9.e30.x'],
  ] as const)('would be caught telling, %s: %s', (where, words) => {
    const known = { ...secrets, names: [...secrets.names, 'auth0|116beb1b0a170c75ed033077'] };
    const planted = { open: [], closed: [], logged: [], [where]: [JSON.stringify({ text: words })] };
    const leaks = leaksIn(planted, { ...known, acted: () => false });
    expect(leaks.length).toBeGreaterThan(0);
    for (const leak of leaks) expect(words).toContain(leak.slice(leak.indexOf(': ') + 2));
  });
});

/** What each function that makes a message or view is known by in the gallery. */
const RENDERERS: Readonly<Record<string, RegExp>> = {
  waiting: /Looking at/,
  refused: /not allowed to look people up/,
  failed: /inside whylogin/,
  tooMany: /questions a minute/,
  undelivered: /didn’t show my answer/,
  help: /Ask why somebody cannot log in.*/,
  askForm: /"callback_id":"ask"/,
  homeView: /"type":"home"/,
  answerMessage: /"answer_copy"/,
  sharedMessage: /shared an answer about/,
  timelineView: /"callback_id":"timeline"/,
  watchMessage: /no try yet/,
  wrongAnswerForm: /What was it really/,
  note: /This channel gets the digest/,
  detailMessages: /Who logs in, and when/,
  whoAndWhen: /Who logs in, and when/,
  whatStops: /What stops people/,
  digestMessage: /"digest_counted"/,
  tooFew: /Fewer than \d+ people/,
  firstDayMessage: /I have read \d+ days/,
  spikeMessage: /"spike_acknowledge"/,
  noteMessage: /It still goes on/,
  peopleMessage: /people in all/,
};

function words({ what }: Shown): string {
  return JSON.stringify(isView(what) ? what.content : what);
}

describe('the gallery', () => {
  const all = () => office.shown.map(words);

  it('shows what every function makes that makes a message or a window', () => {
    const folder = join(import.meta.dirname, '../../src/slack');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const made = sources
      .filter((name) => name !== 'blocks.ts')
      .flatMap((name) => [
        ...readFileSync(join(folder, name), 'utf8').matchAll(
          /^(?:export )?function (\w+)\([^;]*?\): (?:Message(?: \| null|\[\])?|ModalView|HomeView) \{$/gm,
        ),
      ])
      .map(([, name]) => name!);
    expect(made.length).toBeGreaterThan(20);
    expect([...new Set(made)].sort()).toEqual(Object.keys(RENDERERS).sort());
    for (const [name, known] of Object.entries(RENDERERS))
      expect(
        all().some((text) => known.test(text)),
        name,
      ).toBe(true);
  });

  it('shows every button and menu', () => {
    const shown = all().join();
    const buttons = [ANSWER_BUTTONS, TIMELINE_ACTIONS, DIGEST_BUTTONS, SPIKE_BUTTONS].flatMap((each) =>
      Object.values(each),
    );
    for (const id of [...buttons, UNWATCH, ASK_BUTTON]) expect(shown, id).toContain(`"${id}"`);
  });

  it('shows nothing that Slack would refuse', () => {
    for (const { title, what } of office.shown) {
      const problems = isView(what) ? problemsInView(what.content) : problemsInMessage(what.blocks);
      expect(problems, title).toEqual([]);
    }
  });
});
