import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wordsOf } from '../../playground/slack/words.ts';
import { type Office, openOffice, tenantStore } from './office.ts';

const SELMA = 'selma.wickstrom@example.com';

let tenant: Awaited<ReturnType<typeof tenantStore>>;
let office: Office;
beforeAll(async () => {
  tenant = await tenantStore();
});
afterAll(() => tenant.store.close());
beforeEach(async () => {
  office = await openOffice(tenant);
});
afterEach(() => office.close());

async function ask(): Promise<void> {
  await office.kim.slash('/whylogin', SELMA, { channel: office.help });
}

describe('when Slack has trouble', () => {
  it('shows the answer at the second try after a server error', async () => {
    office.workspace.faults.next('response_url', { kind: 'status', status: 500 });
    await ask();
    await office.kim.waitsFor(office.help, /never finished/);
    expect(office.kim.sees(office.help)).toHaveLength(1);
  });

  it('waits out a short rate limit', async () => {
    office.workspace.faults.next('response_url', { kind: 'rate_limited', seconds: 1 });
    await ask();
    await office.kim.waitsFor(office.help, /never finished/);
  });

  it('posts an ephemeral message where the response_url is gone', async () => {
    office.help.members.add(office.workspace.app.botUser);
    office.workspace.faults.next('response_url', { kind: 'error', error: 'expired_url' }, 2);
    await ask();
    const answer = await office.kim.waitsFor(office.help, /never finished/);
    expect(answer.ephemeralTo).toBe(office.kim.id);
    expect(office.workspace.received.of('chat.postEphemeral')).toHaveLength(1);
  });

  it('says in a direct message, without any name, to ask again where nothing else works', async () => {
    office.workspace.faults.next('response_url', { kind: 'status', status: 503 }, 2);
    await ask();
    const direct = office.workspace.direct(office.kim);
    const note = await office.kim.waitsFor(direct, /didn’t show my answer/);
    expect(wordsOf(note)).not.toMatch(/selma/i);
  });

  it('answers people while a post is rate limited', async () => {
    office.workspace.faults.next('chat.postMessage', { kind: 'rate_limited', seconds: 30 });
    const post = office.bot.desk.posting.chat
      .postMessage({ channel: office.help.id, text: 'digest' })
      .catch(() => null);
    await ask();
    await office.kim.waitsFor(office.help, /never finished/);
    await post;
  });

  it('comes back by itself after an outage', async () => {
    const { workspace } = office;
    workspace.down = true;
    await expect.poll(() => workspace.socket.connections).toBe(0);
    workspace.down = false;
    await workspace.connected();
    await ask();
    await office.kim.waitsFor(office.help, /never finished/);
  });

  it('says what went wrong as a sentence with a reference, and no trace of the inside', async () => {
    const broken = await openOffice({
      ...tenant,
      store: {
        ...tenant.store,
        ofPerson: () => Promise.reject(new TypeError('x is not a function at /src/secret.ts')),
      },
    });
    try {
      await broken.kim.slash('/whylogin', SELMA, { channel: broken.help });
      const words = wordsOf(await broken.kim.waitsFor(broken.help, /Something went wrong inside whylogin/));
      expect(words).toMatch(/Ref [0-9a-f]{6}\./);
      expect(words).not.toMatch(/secret\.ts|TypeError/);
      expect(broken.logged()).toContain(/Ref ([0-9a-f]{6})/.exec(words)![1]);
      expect(broken.logged()).not.toContain(SELMA);
    } finally {
      await broken.close();
    }
  });

  it('shows nothing where the audit cannot be written', async () => {
    const closed = await openOffice(tenant);
    try {
      await closed.state.close();
      await closed.kim.slash('/whylogin', SELMA, { channel: closed.help });
      const words = wordsOf(await closed.kim.waitsFor(closed.help, /audit cannot be written/));
      expect(words).not.toMatch(/never finished/);
    } finally {
      await closed.close();
    }
  });
});
