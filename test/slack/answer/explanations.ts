import fc from 'fast-check';
import { CAUSE_IDS } from '../../../src/causes/ids.ts';
import { STEPS } from '../../../src/causes/terms.ts';
import type { Explanation } from '../../../src/why/explanation.ts';

/** Wild text: long, empty, markup, mentions, marks, escapes, any script. */
const text = (maxLength: number) =>
  fc.oneof(
    fc.string({ maxLength, unit: 'grapheme' }),
    fc.string({ maxLength, unit: 'binary' }),
    fc.constantFrom(
      '',
      '<!channel>',
      '*bold* _it_ ~no~ `code` ```',
      '<@U123|x>',
      '&amp;',
      '\u001b[31mred',
      '\u202Edrow',
      'a`b`c',
    ),
    fc.constantFrom('x', 'ü', '😀', '字').map((c) => c.repeat(maxLength)),
  );
const time = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
  .map((d) => d.toISOString());
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const ids = fc.array(fc.stringMatching(/^900[0-9]{20,60}$/), { maxLength: 3 });
const confidence = fc.constantFrom('high' as const, 'medium' as const, 'low' as const);
const cause = fc.constantFrom(...CAUSE_IDS);

/** Any value of the shape, whether or not the core would make it. */
export const anyExplanation: fc.Arbitrary<Explanation> = fc.record({
  asked: text(512),
  at: time,
  verdict: fc.record({
    cause,
    headline: text(3_000),
    confidence,
    owner: fc.constantFrom('user', 'support', 'tenant_admin', 'developer', 'idp_admin', 'nobody'),
    state: fc.constantFrom('failing', 'blocked', 'in_progress', 'resolved', 'none'),
  }),
  alternatives: fc.array(fc.record({ cause, confidence, why: text(1_000) }), { maxLength: 8 }),
  ruledOut: fc.array(fc.record({ cause, why: text(600), logIds: ids }), { maxLength: 6 }),
  evidence: fc.array(
    fc.record({ logId: fc.stringMatching(/^900[0-9]{20,60}$/), date: time, type: text(8), text: text(2_500) }),
    { maxLength: 60 },
  ),
  attempts: fc.array(
    fc.record({
      startedAt: time,
      endedAt: time,
      outcome: fc.constantFrom('succeeded', 'failed', 'abandoned', 'blocked', 'open'),
      reached: fc.constantFrom(...STEPS),
      cause: some(cause),
      application: some(text(256)),
      connection: some(text(256)),
      ip: some(text(64)),
      place: some(text(256)),
      device: some(text(256)),
      logIds: ids,
    }),
    { maxLength: 20 },
  ),
  identities: fc.array(fc.record({ userId: text(256), connection: some(text(256)), identifier: some(text(512)) }), {
    maxLength: 12,
  }),
  scope: fc.record({
    kind: fc.constantFrom('this_user', 'this_ip', 'this_connection', 'this_application', 'everybody', 'unknown'),
    others: fc.nat(2_000_000),
    since: some(time),
    logIds: ids,
  }),
  changes: fc.array(fc.record({ logId: fc.constant('9001'), date: time, text: text(1_000) }), { maxLength: 8 }),
  coverage: fc.record({ from: time, to: time, events: fc.nat(10_000), notes: fc.array(text(600), { maxLength: 12 }) }),
  advice: fc.record({ agent: fc.array(text(2_000), { maxLength: 6 }), customer: text(5_000) }),
}) as fc.Arbitrary<Explanation>;
