import { directoryOf } from '../../playground/auth0/larkspur-directory.ts';
import { SimulatedAuth0 } from '../../playground/auth0/tenant.ts';
import { simulateTenant } from '../../playground/tenant/world.ts';
import { around, managementApi } from '../../src/app/sources.ts';
import { arrivalsOf } from '../../src/event/arrivals.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { answersFrom } from '../../src/why/answers.ts';
import { parseSubject } from '../../src/why/subject.ts';

const DAY = 86_400_000;

/** How long answers take while Auth0 is well, on its smallest plan, and refusing everything: `npx tsx bench/sources/answers.ts` */
async function main(): Promise<void> {
  const now = Date.now();
  const world = simulateTenant({ now: new Date(now) });
  const store = await openEventStore(':memory:');
  const { arrivals } = arrivalsOf(world.events.map((value) => ({ value })));
  // The store begins ten days ago, so that a question about three weeks asks Auth0's search, too.
  await store.add(arrivals.filter(({ event }) => event.at >= now - 10 * DAY));
  const people = world.people.map(({ who }) => who).filter((who) => who.includes('@'));
  for (const [name, plan, limited] of [
    ['well', 'enterprise', false],
    ['on the Free plan', 'free', false],
    ['answering 429', 'enterprise', true],
  ] as const) {
    const tenant = await new SimulatedAuth0({ plan, directory: directoryOf(world, Date.now) }).start();
    for (const row of world.events) tenant.logs.add(row);
    if (limited) tenant.faults.during({ kind: 'limited' });
    const { domain, url, client } = tenant;
    const env = {
      AUTH0_DOMAIN: domain,
      AUTH0_API_URL: url,
      AUTH0_CLIENT_ID: client.id,
      AUTH0_CLIENT_SECRET: client.secret,
    };
    const answers = answersFrom({ store, rules: [], ...around(store, { api: managementApi(env), env }) });
    const took: number[] = [];
    for (const who of people.slice(0, 12)) {
      const began = performance.now();
      await answers.explain({ subject: parseSubject(who), at: now, since: 21 * DAY });
      took.push(performance.now() - began);
    }
    took.sort((a, b) => a - b);
    const shown = [took[Math.floor(took.length / 2)]!, took.at(-1)!].map((ms) => `${Math.round(ms)} ms`);
    process.stdout.write(`Auth0 ${name}: median ${shown[0]}, longest ${shown[1]} of ${took.length} answers\n`);
    await tenant.stop();
  }
  await store.close();
}

await main();
