import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsInMessage } from '../../../playground/slack/block-schema/check.ts';
import { ROOM, sizeOf } from '../../../playground/slack/block-schema/size.ts';
import type { JsonObject } from '../../../playground/slack/json.ts';
import { answerMessage } from '../../../src/slack/answer/message.ts';
import { sharedMessage } from '../../../src/slack/answer/share.ts';
import type { Message } from '../../../src/slack/blocks.ts';
import { layOut } from '../../../src/why/answer.ts';
import type { Explanation } from '../../../src/why/explanation.ts';
import { anyExplanation } from './explanations.ts';

const DAY = 86_400_000;
const QUESTION = {
  who: 'ada@example.com',
  at: Date.parse('2026-11-24T09:00:00Z'),
  since: 7 * DAY,
  application: null,
  ticket: null,
};
const OPTIONS = {
  question: QUESTION,
  kept: 90 * DAY,
  dashboard: 'https://manage.auth0.com/x',
  instead: 'ada@example.org',
};
const runs = { numRuns: 150 };

function accepted({ text, blocks }: Message): void {
  expect(problemsInMessage(blocks)).toEqual([]);
  expect(sizeOf(blocks as unknown as JsonObject[])).toBeLessThan(ROOM);
  expect(text.length).toBeGreaterThan(0);
  expect(text).not.toMatch(/<!|<@/);
}

describe('any explanation', () => {
  it('makes a message that Slack takes', () => {
    fc.assert(
      fc.property(anyExplanation, (explanation) => accepted(answerMessage(explanation, OPTIONS))),
      runs,
    );
  });

  it('fits when everything is as long as it can be', () => {
    const long = (n: number, salt: number) => `${salt} ${'W'.repeat(n)}`;
    const at = new Date(QUESTION.at).toISOString();
    const rows = Array.from({ length: 40 }, (_, i) => ({ logId: `${i}`, date: at, type: 'f', text: long(2_000, i) }));
    const explanation: Explanation = {
      asked: long(500, 0),
      at,
      verdict: {
        cause: 'unclassified',
        headline: long(3_000, 0),
        confidence: 'low',
        owner: 'developer',
        state: 'failing',
      },
      alternatives: [1, 2, 3, 4, 5].map((i) => ({ cause: 'wrong_password', confidence: 'low', why: long(900, i) })),
      ruledOut: [1, 2, 3, 4].map((i) => ({ cause: 'wrong_password', why: long(900, i), logIds: [] })),
      evidence: rows,
      attempts: rows.map(({ logId }, i) => ({
        startedAt: at,
        endedAt: at,
        outcome: 'abandoned',
        reached: 'credentials',
        cause: null,
        application: long(250, i),
        connection: null,
        ip: null,
        place: long(250, i),
        device: long(250, i),
        logIds: [logId],
      })),
      identities: [1, 2, 3, 4].map((i) => ({ userId: long(250, i), connection: long(250, i), identifier: null })),
      scope: { kind: 'this_connection', others: 214, since: at, logIds: [] },
      changes: [1, 2, 3, 4, 5].map((i) => ({ logId: `${i}`, date: at, text: long(900, i) })),
      coverage: { from: at, to: at, events: 9_999, notes: [1, 2, 3, 4, 5, 6].map((i) => long(900, i)) },
      advice: { agent: [1, 2, 3].map((i) => long(1_900, i)), customer: long(9_000, 0) },
    };
    accepted(answerMessage(explanation, OPTIONS));
  });

  it('makes a shared message that Slack takes', () => {
    fc.assert(
      fc.property(anyExplanation, (explanation) => accepted(sharedMessage(explanation, 'U0123ABCD'))),
      runs,
    );
  });

  it('mentions nobody and links nothing, whatever names hold', () => {
    fc.assert(
      fc.property(anyExplanation, (explanation) => {
        const { blocks } = answerMessage(explanation, OPTIONS);
        expect(JSON.stringify(blocks)).not.toMatch(/"type":"(?:user|usergroup|channel|broadcast|link)"/);
        const mrkdwn = JSON.stringify(blocks.filter(({ type }) => type === 'context')).replace(
          /<!date\^\d+\^[^|]*\|[^>]*>/g,
          '',
        );
        expect(mrkdwn).not.toMatch(/<[!@#h]/);
      }),
      runs,
    );
  });

  it('tells the moments of its small print in each reader’s own zone', () => {
    const note = 'The store begins at 2026-11-20T10:45Z; what was before is not known.';
    fc.assert(
      fc.property(anyExplanation, (any) => {
        const shown = JSON.stringify(answerMessage({ ...any, coverage: { ...any.coverage, notes: [note] } }, OPTIONS));
        expect(shown).toContain(`begins at <!date^${Date.parse('2026-11-20T10:45Z') / 1000}^`);
        expect(shown).not.toContain('2026-11-20T10:45Z;');
      }),
      runs,
    );
  });

  it('says at most three sentences before the first proof, the verdict first', () => {
    fc.assert(
      fc.property(anyExplanation, (explanation) => {
        const answer = layOut(explanation);
        const first = answer.parts.findIndex(({ title }) => title === 'What happened');
        expect(first).toBe(explanation.evidence.length > 0 ? 0 : -1);
        expect(answer.acts[0]).toEqual({ words: 'Acts: ' });
        for (const part of answer.parts) expect(part.lines.length).toBeGreaterThan(0);
      }),
      runs,
    );
  });
});
