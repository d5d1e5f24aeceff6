import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuditOptions, auditCommand } from '../../src/cli/audit.ts';
import { feedbackCommand } from '../../src/cli/feedback.ts';
import { subjectHash } from '../../src/privacy.ts';
import { openState } from '../../src/state/open.ts';
import type { State } from '../../src/state/port.ts';
import { engine } from '../../src/store/sqlite/engine.ts';

const START = Date.parse('2026-11-24T09:00:00Z');
let folder: string;
let state: State;
let now: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'whylogin-audit-'));
  now = START;
  state = await openState(join(folder, 'state.db'), { now: () => now });
  const key = await state.secrets.get('subjects');
  for (const [i, who] of ['ada@example.com', 'bob@example.com', 'Ada@Example.com', 'cyd@example.com'].entries()) {
    now = START + i * 60_000;
    const subject = subjectHash(key, who);
    const common = { action: 'ask' as const, place: 'C0123ABCD', ticket: i === 0 ? 'ABC-1' : null };
    await state.audit.append({
      ...common,
      actor: `U${i}`,
      subject,
      outcome: 'answered wrong_password',
      ref: `ref${i}`,
    });
  }
});
afterEach(async () => {
  await state.close();
  rmSync(folder, { recursive: true, force: true });
});

async function audit(options: AuditOptions): Promise<{ code: number; text: string }> {
  let text = '';
  const out = { write: (part: string) => (text += part) };
  const code = await auditCommand(options, { state, now: () => now, zone: 'UTC', out });
  return { code, text };
}

/** What somebody with the file does behind whylogin's back. */
function tamper(sql: string): void {
  const { DatabaseSync } = engine();
  const db = new DatabaseSync(join(folder, 'state.db'));
  db.exec(sql);
  db.close();
}

describe('whylogin audit', () => {
  it('prints who asked, and finds a person however the name was written', async () => {
    const { text } = await audit({ about: 'ADA@example.com' });
    expect(text).toMatch(
      /#1 {2}2026-11-24 09:00:00 {2}U0 {2}ask {2}answered wrong_password {2}in C0123ABCD .*ticket "ABC-1" {2}ref ref0/,
    );
    expect(text).toContain('#3');
    expect(text).not.toMatch(/#2|#4|ada@/i);
    expect((await audit({ by: 'U1' })).text).toMatch(/^#2/);
    expect((await audit({ since: '1m' })).text).toMatch(/2 entries/);
  });

  it('exports one entry a line', async () => {
    const { text } = await audit({ json: true });
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).seq),
    ).toEqual([1, 2, 3, 4]);
  });

  it('holds against a head that was noted, as hash or with its number, and after retention', async () => {
    const head = (await state.audit.head())!;
    expect(await audit({ verify: true, head: head.hash })).toMatchObject({ code: 0 });
    await state.audit.prune(START + 2 * 60_000);
    expect(await audit({ head: `${head.seq}:${head.hash}` })).toMatchObject({ code: 0 });
  });

  it.each([
    ['a changed entry', "UPDATE audit SET actor = 'U9' WHERE seq = 2", /Entry 2 is not as it was written/],
    ['an entry cut out', 'DELETE FROM audit WHERE seq = 2', /Entries 2 to 2 are missing/],
    ['the end cut off', 'DELETE FROM audit WHERE seq > 2', /No entry has the hash of that head/],
    ['everything cut off', 'DELETE FROM audit', /No entry has the hash/],
  ])('shows %s', async (_what, sql, sentence) => {
    const { hash } = (await state.audit.head())!;
    tamper(sql);
    const { code, text } = await audit({ verify: true, head: hash });
    expect(text).toMatch(sentence);
    expect(code).toBe(1);
  });

  it('shows a checkpoint that was made by somebody else', async () => {
    await state.audit.prune(START + 2 * 60_000);
    tamper("UPDATE audit_checkpoint SET hash = replace(hash, substr(hash, 1, 1), 'z')");
    expect(await audit({ verify: true })).toMatchObject({
      code: 1,
      text: expect.stringMatching(/checkpoint.*not signed/),
    });
  });

  it('refuses what is no head', async () => {
    await expect(audit({ head: 'abc' })).rejects.toThrow(/isn’t a head/);
  });
});

describe('whylogin feedback', () => {
  it('prints what was said, with the events to look at', async () => {
    let text = '';
    const ports = { state, zone: 'UTC', out: { write: (part: string) => (text += part) } };
    await feedbackCommand({}, ports);
    expect(text).toMatch(/Nobody has called an answer wrong/);
    const said = { actor: 'U1', subject: 'abc', verdict: 'wrong_password', version: '1.0.0', logIds: ['900123'] };
    await state.feedback.add({ ...said, expected: 'stale_password', comment: 'old\u001b[31m one' });
    text = '';
    await feedbackCommand({}, ports);
    expect(text).toMatch(/U1: said “wrong_password”, was “stale_password”/);
    expect(text).toContain('log:900123');
    expect(text).not.toContain('\u001b');
  });
});
