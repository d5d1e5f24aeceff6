import { once } from 'node:events';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { Playground } from './page/playground.ts';
import { Site } from './page/site.ts';
import { renderText } from './slack/render/render-text.ts';
import { Ended, Stage } from './stage.ts';

/** Whom the demo asks about: one who blames the password, one whose company fails, one who is attacked. */
const ASKED = ['selma.wickstrom@example.com', 'lorcan.dewhurst@harrowgate-academy.test', 'sabine.rosendal@example.org'];
const WIDEST = 100;
const PORT = 4170;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const step = (text: string): void => say(`\n${pc.bold(pc.cyan('▶'))} ${pc.bold(text)}`);

async function ask(stage: Stage, who: string): Promise<void> {
  const { kim, support, world } = stage;
  const known = world.people.find((person) => person.who === who);
  if (known) say(`\n${pc.dim('The customer:')} “${known.says}”`);
  say(`${pc.dim('Kim types:')}    ${pc.bold(`/whylogin ${who}`)}\n`);
  const began = performance.now();
  const before = new Set(kim.sees(support).map(({ ts }) => ts));
  await kim.slash('/whylogin', who, { channel: support });
  const isAnswer = ({ ts, text }: { ts: string; text: string }) => !before.has(ts) && !/^Looking /.test(text);
  const answer = await kim.waitsFor(support, isAnswer);
  const took = Math.round(performance.now() - began);
  const width = Math.min(process.stdout.columns ?? WIDEST, WIDEST) - 4;
  const text = renderText(answer, { viewer: kim, width, colors: pc.isColorSupported });
  say(text.replace(/^/gm, `${pc.dim('│')}  `));
  say(pc.dim(`   answered in ${took} ms`));
}

/** Serves the page until somebody ends it. */
async function stayOpen(stage: Stage, port: number): Promise<void> {
  step('Last week’s digest goes to #identity');
  await stage.run('digest', '--post', '--channel', stage.team.id);
  stage.present.start();
  const typed = ASKED.map((who) => `/whylogin ${who}`);
  const site = await Site.start(new Playground(stage, typed), port);
  step(`Now you: open ${site.url}`);
  say('Choose a customer and press Enter. Watch somebody, share an answer, start an attack.');
  say(pc.dim('Ctrl+C ends it.'));
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await site.stop();
}

async function demo(): Promise<void> {
  const { values } = parseArgs({ options: { exit: { type: 'boolean' }, port: { type: 'string' } } });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  step('A simulated Auth0 tenant: five weeks of a bookshop chain’s logins');
  const stage = await Stage.open({ now: new Date(), zone });
  try {
    const logs = await stage.exportLogs();
    await stage.run('import', logs);
    step('The bot starts against a simulated Slack workspace');
    await stage.startBot();
    say('Connected. Nothing here leaves this machine.');
    step('A support agent asks');
    for (const who of ASKED) await ask(stage, who);
    if (!values.exit) await stayOpen(stage, Number(values.port ?? PORT));
    step('The bot is told to end, and drains');
    const code = await stage.stopBot();
    if (code !== 0) throw new Ended(`The bot ended with ${code}:\n${stage.log.slice(-4_000)}`);
    say('It ended by itself.');
  } finally {
    await stage.close();
  }
}

demo().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Ended ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
