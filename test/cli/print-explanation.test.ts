import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { printExplanation, terminalOf } from '../../src/cli/print-explanation.ts';
import type { Explanation } from '../../src/why/explanation.ts';
import { anyExplanation } from '../slack/answer/explanations.ts';

const BERLIN = { columns: 80, color: false, zone: 'Europe/Berlin' };

const ADA: Explanation = {
  asked: 'ada@example.com',
  at: '2026-11-24T09:00:00.000Z',
  verdict: {
    cause: 'mfa_enrollment_incomplete',
    headline: 'Ada’s password is right; the MFA set-up on `acme` was started twice and never finished.',
    confidence: 'high',
    owner: 'user',
    state: 'failing',
  },
  alternatives: [],
  ruledOut: [{ cause: 'wrong_password', why: 'Not the password: it was accepted twice.', logIds: ['1'] }],
  evidence: [
    { logId: '1', date: '2026-11-24T08:02:00.000Z', type: 'gd_start_enroll', text: 'MFA set-up started' },
    { logId: '2', date: '2026-11-24T08:31:00.000Z', type: 'gd_start_enroll', text: 'MFA set-up started' },
  ],
  attempts: [],
  identities: [],
  scope: { kind: 'this_user', others: 0, since: null, logIds: [] },
  changes: [],
  coverage: { from: '2026-11-17T09:00:00.000Z', to: '2026-11-24T09:00:00.000Z', events: 8, notes: [] },
  advice: { agent: ['Ask Ada to sign in once more.'], customer: 'Your password is fine.' },
};

describe('an explanation in the terminal', () => {
  it('says verdict, owner, proof in the local zone, advice and reply, in this order', () => {
    expect(
      printExplanation(ADA, BERLIN),
    ).toBe(`Ada’s password is right; the MFA set-up on acme was started twice and never
finished.
Acts: the person (you can help) · still failing · certain

What happened
• 09:02 MFA set-up started
• 09:31 the same again

Not the password: it was accepted twice

What to do
Ask Ada to sign in once more.

Reply
> Your password is fine.

Looked at: 8 events of ada@example.com, 17 Nov 10:00 – 24 Nov 10:00, complete
Times are Europe/Berlin.
`);
  });

  it('has colors on a terminal alone', () => {
    expect(printExplanation(ADA, { ...BERLIN, color: true })).toContain('\u001b[1m');
    expect(terminalOf({ isTTY: false }).color).toBe(false);
  });

  it('stays within the width where words do, and lets no name write to the terminal', () => {
    fc.assert(
      fc.property(anyExplanation, fc.integer({ min: 40, max: 100 }), (explanation, columns) => {
        const printed = printExplanation(explanation, { ...BERLIN, columns });
        expect(printed).not.toMatch(/(?!\n)[\p{Cc}\u202A-\u202E]/u);
        for (const line of printed.split('\n'))
          if (line.slice(2).trim().includes(' ')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      }),
      { numRuns: 60 },
    );
  });
});
