import { asFault, Fault } from '../../src/errors.ts';
import { failed, refused, tooMany, undelivered, waiting } from '../../src/slack/notices.ts';
import type { Office } from './office.ts';
import { asPosted } from './shown.ts';

/** What may go wrong on the way to an answer. */
const FAULTS: readonly (readonly [title: string, fault: Fault])[] = [
  [
    'Auth0 cannot be asked',
    new Fault('remote', 'Auth0 takes no more requests at the moment. Try again in 20 seconds.'),
  ],
  ['A defect', asFault(new Error('not told'))],
  [
    'The audit cannot be written',
    new Fault(
      'store',
      'The audit cannot be written, so I show nothing. Whoever runs this bot finds the reason in the log.',
    ),
  ],
];

/** Refusals and errors, to those who really meet them where that can be had; the others as they would be told. */
export async function notices(office: Office): Promise<void> {
  const { ravi, sasha, shared, identity, tier2, support } = office;
  const group = 'Refusals and errors';
  const who = 'selma.wickstrom@example.com';
  office.take(group, 'Not here', await office.types(who, /not allowed/, { who: ravi, channel: identity }));
  office.take(group, 'Of another workspace', await office.types(who, /not allowed/, { who: sasha, channel: shared }));
  await ravi.openHome();
  office.take(group, 'Home, for somebody who may not ask', await ravi.waitsForHome(/not allowed/));

  const take = (title: string, message: ReturnType<typeof refused>) => office.take(group, title, asPosted(message));
  const lists = { groups: [tier2.id], channels: [support.id], reason: null };
  take('Nobody is allowed yet', refused({ ...lists, why: 'nobody_allowed' }, 'a1b2c3'));
  take('A scope is missing', refused({ ...lists, why: 'groups_unreadable', reason: 'missing_scope' }, 'a1b2c3'));
  take('Slack does not say who is in a group', refused({ ...lists, why: 'groups_unreadable', reason: 'ratelimited' }));
  take('Too many questions', tooMany(20, 31));
  take('Slack did not show an answer', undelivered(support.id));
  for (const [title, fault] of FAULTS) take(title, failed(fault, 'a1b2c3'));
  const question = { who, since: 7 * 86_400_000, application: 'Customer Portal', ticket: null };
  office.take('Asking', 'Until the answer is there', asPosted(waiting(question)));
}
