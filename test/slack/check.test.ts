import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workspace } from '../../playground/slack/workspace.ts';
import { checkSlack } from '../../src/slack/check.ts';

describe('checking Slack', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await Workspace.start();
  });
  afterAll(() => workspace.stop());

  const check = (change: object = {}) =>
    checkSlack({
      botToken: workspace.app.botToken,
      appToken: workspace.app.appToken,
      apiUrl: workspace.apiUrl,
      allow: ['C0123456', 'U0123456'],
      questionsPerMinute: 20,
      ...change,
    });
  const wrong = async (change: object) =>
    (await check(change)).filter(({ result }) => result === 'wrong').map(({ sentence }) => sentence);

  it('finds nothing wrong where nothing is', async () => {
    const looked = await check();
    expect(looked.filter(({ result }) => result === 'wrong')).toEqual([]);
    expect(looked[0]?.sentence).toBe('Installed as @whylogin in Larkspur.');
    expect(looked.map(({ sentence }) => sentence)).toContain('Socket Mode can be opened.');
    expect(looked.at(-1)?.sentence).toBe('Who may ask: people 1, channels 1.');
  });

  it('tells each wrong token by its setting', async () => {
    expect(await wrong({ botToken: 'xoxb-wrong' })).toEqual([
      expect.stringMatching(/^Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)/),
    ]);
    expect(await wrong({ appToken: workspace.app.botToken })).toEqual([
      expect.stringMatching(/^Slack refuses SLACK_APP_TOKEN \(not_allowed_token_type\)/),
    ]);
  });

  it('names a missing scope and what is lost', async () => {
    expect(await wrong({ allow: ['S0123456'] })).toEqual([
      expect.stringMatching(/^The scope usergroups:read is missing: the user groups of WHYLOGIN_ALLOW/),
    ]);
  });

  it('says that nobody may ask, or everyone', async () => {
    expect((await check({ allow: [] })).at(-1)?.sentence).toMatch(/^Nobody may ask yet/);
    expect((await check({ allow: ['everyone'] })).at(-1)?.sentence).toMatch(/^Everyone/);
  });

  it('says that Slack is not reached', async () => {
    const [sentence] = await wrong({ apiUrl: 'http://127.0.0.1:9/api/' });
    expect(sentence).toMatch(/^Slack cannot be reached/);
  });
});
