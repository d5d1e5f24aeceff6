import { once } from 'node:events';
import { constants, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Channel } from '../../playground/slack/channels.ts';
import type { Person } from '../../playground/slack/person.ts';
import { Workspace } from '../../playground/slack/workspace.ts';
import type { Whylogin } from '../../test/cli/whylogin.ts';
import { residentOf } from '../figures.ts';
import { Sender } from './sender.ts';

const KEY = 'the-key-of-this-bench';
const SECOND = 1_000;
/** How long each stage lasts, ms. */
const LASTS = 25 * SECOND;
/** A busy tenant: so many events and questions a second. */
const STEADY = { events: 1_000, questions: 5 };
/** So many wait for an answer at most. */
const AGENTS = 10;
/** At full speed fewer ask, so that it stays full. */
const QUESTIONS = 3;

/** What askers saw in one stage. */
export interface Stage {
  /** From Slack's request until it is acknowledged, and until the answer stands there, ms each. */
  acknowledged: number[];
  answered: number[];
  /** Events a second that were taken in, and the time from a request with a hundred of them until its 200, ms. */
  rate: number;
  requests: number[];
  /** Resident bytes of the bot, looked at five times a second. */
  resident: number[];
}

export interface UnderLoad {
  /** Nothing arrives; what a busy tenant sends; as much as it takes. */
  quiet: Stage;
  steady: Stage;
  full: Stage;
}

/**
 * The built bot over a copy of a store, in a simulated workspace: people ask `/whylogin` one after another while a log
 * stream sends events. It watches spikes, too; there is no Auth0 to ask.
 */
export async function underLoad(
  built: Whylogin,
  { store, log, folder }: { store: string; log: string; folder: string },
): Promise<UnderLoad> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyFileSync(store, join(folder, 'events.db'), constants.COPYFILE_FICLONE);
  const workspace = await Workspace.start();
  const agents = Array.from({ length: AGENTS }, (_, i) => workspace.person(`agent${i}`));
  const support = workspace.channel('support', agents);
  const oncall = workspace.channel('on-call', agents, { bot: true });
  const bot = built.start(['start'], {
    data: folder,
    env: {
      ...workspace.environment(),
      WHYLOGIN_ALLOW: 'everyone',
      WHYLOGIN_QUESTIONS_PER_MINUTE: '600',
      WHYLOGIN_SPIKES_CHANNEL: oncall.id,
      AUTH0_STREAM_TOKEN: KEY,
      PORT: '0',
    },
  });
  try {
    const [[, port]] = await Promise.all([
      said(bot, /"port":(\d+),"msg":"whylogin is ready"/),
      said(bot, /"msg":"watching"/),
    ]);
    const sender = await Sender.open(log, `http://127.0.0.1:${port}/auth0/events`, KEY);
    const resident = () => residentOf(bot.pid!) ?? 0;
    const stage = (questions: number, events?: number | 'all') =>
      during({ idle: agents, support, sender, resident }, questions, events);
    // The first questions compile what the others run.
    await stage(STEADY.questions, STEADY.events);
    const quiet = await stage(STEADY.questions);
    const steady = await stage(STEADY.questions, STEADY.events);
    const full = await stage(QUESTIONS, 'all');
    sender.close();
    return { quiet, steady, full };
  } finally {
    bot.kill('SIGTERM');
    await once(bot, 'exit');
    await workspace.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resolves when the bot's log says something. */
function said(bot: ReturnType<Whylogin['start']>, what: RegExp): Promise<RegExpExecArray> {
  let log = '';
  return new Promise((resolve, reject) => {
    const heard = (chunk: Buffer) => {
      log = `${log}${chunk}`.slice(-10_000);
      const found = what.exec(log);
      if (found !== null) resolve(found);
    };
    bot.stdout!.on('data', heard);
    bot.stderr!.on('data', heard);
    bot.once('exit', () => reject(new Error(`The bot ended:\n${log}`)));
  });
}

interface Around {
  /** Support agents who ask nothing just now. */
  idle: Person[];
  support: Channel;
  sender: Sender;
  resident: () => number;
}

/** @param events a second; none where not given */
async function during(
  { idle, support, sender, resident }: Around,
  questions: number,
  events?: number | 'all',
): Promise<Stage> {
  const over = AbortSignal.timeout(LASTS);
  const stage: Stage = { acknowledged: [], answered: [], rate: 0, requests: [], resident: [] };
  const looking = setInterval(() => stage.resident.push(resident()), 200);
  const arriving = events === undefined ? null : sender.run(over, events === 'all' ? undefined : events);
  const asking: Promise<void>[] = [];
  for (let next = performance.now(); !over.aborted; next += SECOND / questions) {
    await pause(Math.max(0, next - performance.now()));
    const names = sender.names;
    if (idle.length > 0) asking.push(asked({ idle, support }, names[Math.floor(Math.random() * names.length)]!, stage));
  }
  await Promise.all(asking);
  if (arriving !== null) ({ rate: stage.rate, took: stage.requests } = await arriving);
  clearInterval(looking);
  return stage;
}

async function asked({ idle, support }: Pick<Around, 'idle' | 'support'>, who: string, stage: Stage): Promise<void> {
  // Whoever waits for an answer does not ask: then the next message is theirs.
  const kim = idle.pop()!;
  const began = performance.now();
  await kim.slash('/whylogin', who, { channel: support });
  stage.acknowledged.push(performance.now() - began);
  await kim.waitsFor(support, ({ text }) => !/^Looking /.test(text), 120 * SECOND);
  stage.answered.push(performance.now() - began);
  kim.reload();
  idle.push(kim);
}
