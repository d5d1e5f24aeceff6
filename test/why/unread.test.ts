import { describe, expect, it } from 'vitest';
import { arrivalsOf } from '../../src/event/arrivals.ts';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { layOut } from '../../src/why/answer.ts';
import { answersFrom } from '../../src/why/answers.ts';
import { parseSubject } from '../../src/why/subject.ts';

const AT = Date.parse('2026-11-24T09:00:00Z');
const DAY = 86_400_000;

/** Asks about Zoe, who logged in on Saturday, where the logs are read to their end, or are not. */
async function asked(who: string, { unread }: { unread: boolean }) {
  const store = await openEventStore(':memory:');
  const row = {
    log_id: '90020261121100000000000000000000000001223372038000000001',
    date: '2026-11-21T10:00:00.000Z',
    type: 's',
    user_id: 'auth0|61700f0990c68f89a260da9a',
    user_name: 'zoe.marlow@example.com',
    connection: 'Username-Password-Authentication',
    strategy: 'auth0',
    client_id: 'aB1',
    client_name: 'Customer Portal',
    ip: '203.0.113.7',
    details: { prompts: [{ name: 'login' }] },
  };
  await store.add(arrivalsOf([{ value: row }]).arrivals);
  try {
    const answers = answersFrom({
      store,
      rules: [],
      live: async () => ({ profile: null, notes: [] }),
      remarks: async () => ({ notes: unread ? ['Auth0’s logs are still being read.'] : [], unread }),
    });
    return layOut(await answers.explain({ subject: parseSubject(who), at: AT, since: 7 * DAY }));
  } finally {
    await store.close();
  }
}

function words(line: readonly object[]): string {
  return line.map((piece) => ('words' in piece ? String(piece.words) : '')).join('');
}

describe('while logs are still being read', () => {
  it('an answer does not claim that nothing failed', async () => {
    const { summary, acts, parts } = await asked('zoe.marlow@example.com', { unread: true });
    expect(summary).toBe('Not all logs are read yet; in those that are, nothing of Zoe failed: Zoe logged in once.');
    expect(words(acts)).toBe('Acts: nobody · not certain');
    const todo = parts.find(({ title }) => title === 'What to do');
    expect(words(todo!.lines[0]!)).toMatch(/^Ask this again once the logs are read/);
  });

  it('nor that there is nothing', async () => {
    const { summary } = await asked('uma.reyes@example.com', { unread: true });
    expect(summary).toBe('Not all logs are read yet; in those that are, there is nothing for uma.reyes@example.com.');
  });
});

describe('once they are read', () => {
  it('it says of which time nothing is known, and of which name', async () => {
    const { summary } = await asked('uma.reyes@example.com', { unread: false });
    expect(summary).toBe('There is nothing in the logs for uma.reyes@example.com in the last 7 days.');
  });

  it('and that nothing failed', async () => {
    const { summary, acts } = await asked('zoe.marlow@example.com', { unread: false });
    expect(summary).toBe('No login of Zoe failed at Auth0 in the last 7 days: Zoe logged in once.');
    expect(words(acts)).toBe('Acts: nobody');
  });
});
