import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppsManifestValidateArguments } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMAND } from '../../src/slack/answer/ask.ts';
import { readQuestion } from '../../src/slack/answer/question.ts';
import { SHORTCUT } from '../../src/slack/answer/shortcut.ts';
import { DIGEST_COMMAND } from '../../src/slack/digest/command.ts';
import { readDigestRequest } from '../../src/slack/digest/command-words.ts';

type Manifest = Exclude<AppsManifestValidateArguments['manifest'], string>;

const manifest = parse(readFileSync(join(import.meta.dirname, '../../manifest.yml'), 'utf8')) as Manifest;
const { features, oauth_config, settings, display_information } = manifest;

/** Everything that must be so, in the types that know each scope and event by name. */
const MUST = {
  display_information: { name: 'whylogin' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    bot_user: { display_name: 'whylogin' },
  },
  oauth_config: {
    scopes: {
      bot: ['commands', 'chat:write', 'files:write', 'usergroups:read'],
      bot_optional: ['files:write', 'usergroups:read'],
    },
  },
  settings: {
    event_subscriptions: { bot_events: ['app_home_opened'] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
} satisfies Manifest;

describe('the manifest', () => {
  it('asks for the least, and listens by socket', () => {
    expect(manifest).toMatchObject(MUST);
    expect(oauth_config?.scopes?.user).toBeUndefined();
    expect(settings?.event_subscriptions?.request_url).toBeUndefined();
    const { bot = [], bot_optional = [] } = oauth_config!.scopes!;
    expect(bot).toEqual(expect.arrayContaining([...bot_optional]));
  });

  it('stays within Slack’s lengths', () => {
    expect(display_information.name.length).toBeLessThanOrEqual(35);
    expect(display_information.description!.length).toBeLessThanOrEqual(140);
    const long = display_information.long_description!.length;
    expect(long).toBeGreaterThanOrEqual(174);
    expect(long).toBeLessThanOrEqual(4_000);
    expect(features!.bot_user!.display_name).toMatch(/^[a-z0-9\-_.]{1,80}$/);
    for (const { command, description, usage_hint } of features!.slash_commands!) {
      expect(command.length).toBeLessThanOrEqual(32);
      expect(description.length).toBeLessThanOrEqual(2_000);
      expect(usage_hint!.length).toBeLessThanOrEqual(1_000);
    }
    for (const { name, description, callback_id } of features!.shortcuts!) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
      expect(callback_id.length).toBeLessThanOrEqual(255);
    }
  });

  it('names what the bot listens to, with hints that are literally valid', () => {
    const [why, digest] = features!.slash_commands!;
    expect([why?.command, digest?.command]).toEqual([COMMAND, DIGEST_COMMAND]);
    expect(readQuestion(why!.usage_hint!)).toMatchObject({ who: 'ada@example.com', since: 30 * 86_400_000 });
    expect(readDigestRequest(digest!.usage_hint!)).toMatchObject({ kind: 'show', week: '2026-W46' });
    expect(features!.shortcuts).toEqual([
      expect.objectContaining({ type: 'message', callback_id: SHORTCUT, name: "Why can't they log in?" }),
    ]);
  });
});
