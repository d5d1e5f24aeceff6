import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../playground/slack/words.ts';
import { audited, type Office, type OfficeOptions, openOffice, tenantStore } from './office.ts';

const SELMA = 'selma.wickstrom@example.com';

let tenant: Awaited<ReturnType<typeof tenantStore>>;
let office: Office;
beforeAll(async () => {
  tenant = await tenantStore();
});
afterAll(() => tenant.store.close());
afterEach(() => office.close());

async function asked(options: Omit<OfficeOptions, 'store' | 'world'>, who?: { team: string }): Promise<string> {
  office = await openOffice({ ...tenant, ...options });
  const { workspace, help } = office;
  const asker = who === undefined ? office.kim : workspace.person('guest', who);
  help.members.add(asker.id);
  await asker.slash('/whylogin', SELMA, { channel: help });
  return wordsOf(await asker.waitsFor(help, /never finished|not allowed|Nobody is allowed|couldn’t find out/));
}

describe('who may ask', () => {
  it('is nobody until somebody is named', async () => {
    expect(await asked({ allow: () => [] })).toMatch(/Nobody is allowed to look people up yet.*\n?.*WHYLOGIN_ALLOW/s);
    const [row] = await audited(office);
    expect(row).toMatchObject({ action: 'ask', outcome: 'refused nobody_allowed', actor: office.kim.id });
  });

  it('may be everyone, explicitly', async () => {
    expect(await asked({ allow: () => ['everyone'] })).toMatch(/never finished/);
  });

  it('may be a person', async () => {
    expect(await asked({ allow: ({ kim }) => [kim.id] })).toMatch(/never finished/);
  });

  it('may be anybody in a channel, there', async () => {
    expect(await asked({ allow: ({ help }) => [help.id] })).toMatch(/never finished/);
    const elsewhere = office.workspace.channel('random', [office.kim]);
    await office.kim.slash('/whylogin', SELMA, { channel: elsewhere });
    const refusal = await office.kim.waitsFor(elsewhere, /not allowed/);
    expect(JSON.stringify(refusal.blocks)).toContain(`"channel_id":"${office.help.id}"`);
  });

  it('may be anybody in a channel, who also stops in a direct message what began there', async () => {
    await asked({ allow: ({ help }) => [help.id] });
    const { kim, help, workspace } = office;
    await kim.click(await kim.waitsFor(help, /never finished/), 'Watch 20 min');
    const direct = workspace.direct(kim);
    await kim.click(await kim.waitsFor(direct, /no try yet/), 'Stop watching');
    await kim.waitsFor(direct, /no longer watched/);
  });

  it('may be a user group, and a refusal names it, with a reference that log and audit have too', async () => {
    const scopes = ['commands', 'chat:write', 'usergroups:read'];
    const group = { id: '' };
    await asked({
      scopes,
      allow: ({ workspace, kim }) => {
        group.id = workspace.group('support-tier2', [kim]).id;
        return [group.id];
      },
    }).then((words) => expect(words).toMatch(/never finished/));
    const lou = office.workspace.person('lou');
    office.help.members.add(lou.id);
    await lou.slash('/whylogin', SELMA, { channel: office.help });
    const refusal = await lou.waitsFor(office.help, /not allowed/);
    expect(JSON.stringify(refusal.blocks)).toContain(`"usergroup_id":"${group.id}"`);
    const ref = /Ref ([0-9a-f]{6})/.exec(wordsOf(refusal))?.[1];
    expect(office.logged()).toContain(`"ref":"${ref}"`);
    expect(office.workspace.received.of('usergroups.users.list')).toHaveLength(1);
  });

  it('says which scope is missing where groups cannot be read', async () => {
    const words = await asked({ allow: ({ workspace, kim }) => [workspace.group('support', [kim]).id] });
    expect(words).toMatch(/couldn’t find out whether you may ask.*missing_scope.*usergroups:read/s);
  });

  it('is nobody from another workspace, even where everyone may', async () => {
    const words = await asked({ allow: () => ['everyone'] }, { team: 'T0OTHER' });
    expect(words).toMatch(/only people of the workspace that owns this bot/);
  });

  it('is asked again at every button', async () => {
    office = await openOffice({ ...tenant, allow: ({ kim }) => [kim.id] });
    const { kim, help } = office;
    await kim.slash('/whylogin', SELMA, { channel: help });
    const answer = await kim.waitsFor(help, /never finished/);
    await office.restart({ allow: ['U0SOMEBODY'] });
    for (const [button, where] of [
      ['answer_copy', 'modal'],
      ['answer_timeline', 'modal'],
      ['answer_share', 'modal'],
      ['answer_watch', 'message'],
      ['answer_further', 'message'],
    ] as const) {
      await kim.click(answer, button);
      if (where === 'modal') {
        expect(wordsOf(await kim.waitsForModal(/not allowed/))).not.toContain(SELMA);
        await kim.close({ all: true });
      } else await kim.waitsFor(help, /not allowed/);
    }
  });

  it('is capped at some questions a minute', async () => {
    office = await openOffice({ ...tenant, settings: { questionsPerMinute: 2 } });
    const { kim, help } = office;
    for (const again of [1, 2]) {
      await kim.slash('/whylogin', SELMA, { channel: help });
      await kim.waitsFor(help, (m) => wordsOf(m).includes('never finished') && kim.sees(help).length === again);
    }
    await kim.slash('/whylogin', SELMA, { channel: help });
    await kim.waitsFor(help, /more than 2 questions a minute/);
    office.later(61_000);
    await kim.slash('/whylogin', 'oskar.lachmann@example.net', { channel: help });
    await kim.waitsFor(help, /Oskar/);
  });
});
