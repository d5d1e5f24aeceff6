import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { example } from '../src/config/section.ts';
import { baseConfig, clickHouseConfig, postgresConfig, SECTIONS, slackConfig } from '../src/config.ts';

const slack = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_APP_TOKEN: 'xapp-1-a' };

describe('the environment', () => {
  it('.env.example names every variable with its explanation', async () => {
    await expect(example(SECTIONS)).toMatchFileSnapshot('../.env.example');
  });

  it('has a default for all that has to be', () => {
    expect(baseConfig({})).toMatchObject({ WHYLOGIN_DATA: './data', WHYLOGIN_RETENTION_DAYS: 30, PORT: 3000 });
  });

  it('counts an empty value as unset', () => expect(baseConfig({ WHYLOGIN_ZONE: ' ' }).WHYLOGIN_ZONE).toBe('UTC'));

  it.each([
    [{ WHYLOGIN_ZONE: 'Berlin' }, /WHYLOGIN_ZONE is no time zone; like this: Europe\/Berlin/],
    [{ WHYLOGIN_RETENTION_DAYS: 'many' }, /WHYLOGIN_RETENTION_DAYS /],
    [{ WHYLOGIN_RETENTION_DAYS: '0' }, /is less than a day/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL is none of/],
    [{ PORT: '70000' }, /PORT is no port/],
  ])('says what is wrong with %j', (env, sentence) => expect(() => baseConfig(env)).toThrow(sentence));

  it.each([
    [{ ...slack, SLACK_BOT_TOKEN: '' }, /SLACK_BOT_TOKEN is not set/],
    [{ ...slack, SLACK_BOT_TOKEN: 'xapp-1-a' }, /begin with xoxb-/],
    [{ ...slack, SLACK_APP_TOKEN: 'xoxb-1-a' }, /begin with xapp-/],
    [{ SLACK_BOT_TOKEN: 'xoxb-1-a' }, /Neither SLACK_APP_TOKEN \(Socket Mode\) nor SLACK_SIGNING_SECRET/],
    [{ ...slack, WHYLOGIN_ALLOW: '@support' }, /takes ids of users/],
    [
      { ...slack, SLACK_APP_TOKEN: undefined, SLACK_APP_TOKEN_FILE: '/nowhere/token' },
      /\/nowhere\/token, which cannot be read/,
    ],
  ])('says what is wrong with Slack: %j', (env, sentence) => expect(() => slackConfig(env)).toThrow(sentence));

  it.each([
    [{ CLICKHOUSE_URL: 'http://a:8123 http://b:8123' }, /names several nodes, but CLICKHOUSE_CLUSTER does not say/],
    [{ CLICKHOUSE_URL: 'http://me:secret@a:8123' }, /takes addresses like http:\/\/clickhouse:8123, without user/],
    [{ CLICKHOUSE_URL: 'clickhouse:8123' }, /takes addresses like/],
    [{ CLICKHOUSE_USER: 'me' }, /CLICKHOUSE_URL is not set/],
    [{ CLICKHOUSE_URL: 'http://a', CLICKHOUSE_DATABASE: 'x`y' }, /is no name of letters/],
  ])('says what is wrong with ClickHouse: %j', (env, sentence) =>
    expect(() => clickHouseConfig(env)).toThrow(sentence),
  );

  it('reads where ClickHouse and PostgreSQL are', () => {
    const nodes = 'http://a:8123, https://b:8443/';
    expect(
      clickHouseConfig({ CLICKHOUSE_URL: nodes, CLICKHOUSE_CLUSTER: 'logs', CLICKHOUSE_REPLICATED: 'on' }),
    ).toEqual({
      nodes: ['http://a:8123', 'https://b:8443'],
      user: 'default',
      password: '',
      database: 'whylogin',
      cluster: 'logs',
      replicated: true,
    });
    expect(clickHouseConfig({})).toBeNull();
    expect(postgresConfig({})).toBeNull();
    expect(postgresConfig({ DATABASE_URL: 'postgresql://me@db/whylogin' })).toBe('postgresql://me@db/whylogin');
    expect(() => postgresConfig({ DATABASE_URL: 'mysql://me:hidden@db/x' })).toThrow(
      /^(?!.*hidden).*is no address like/,
    );
  });

  it('never repeats a secret', () => {
    const secret = 'xoxp-very-secret-token';
    expect(() => slackConfig({ ...slack, SLACK_BOT_TOKEN: secret })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });

  it('reads secrets from files', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'whylogin-')), 'token');
    writeFileSync(file, 'xoxb-from-file\n');
    expect(slackConfig({ ...slack, SLACK_BOT_TOKEN: undefined, SLACK_BOT_TOKEN_FILE: file })?.SLACK_BOT_TOKEN).toBe(
      'xoxb-from-file',
    );
  });

  it('reads who is allowed', () =>
    expect(slackConfig({ ...slack, WHYLOGIN_ALLOW: 'U0123456 S0123456, C0123456' })?.WHYLOGIN_ALLOW).toEqual([
      'U0123456',
      'S0123456',
      'C0123456',
    ]));
});
