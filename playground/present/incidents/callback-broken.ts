import { DATABASE, GIFTS, PORTAL } from '../../tenant/larkspur.ts';
import type { Person } from '../../tenant/people.ts';
import type { Random } from '../../tenant/random.ts';
import { operated } from '../../tenant/rows/operation.ts';
import { callbackMismatch } from '../../tenant/rows/refusal.ts';
import type { Row } from '../../tenant/rows/row.ts';
import { visit } from '../../tenant/visit.ts';
import type { Incident } from './incident.ts';

/** What an operator left on the list by mistake. */
const LISTED = [`${PORTAL.home}/signed-in`];

function changed(at: number, callbacks: readonly string[], random: Random): Row[] {
  const path = `clients/${PORTAL.clientId}`;
  const answer = { name: PORTAL.name };
  return [operated(at, { description: 'Update a client', method: 'patch', path, body: { callbacks }, answer }, random)];
}

/** Auth0 writes such a failure twice, a few milliseconds apart. */
function refused(person: Person, at: number, random: Random): Row[] {
  const seat = visit(person, random, { app: PORTAL, device: person.desk });
  const callback = { tried: PORTAL.callback, listed: LISTED };
  return [callbackMismatch(seat, at, callback), callbackMismatch(seat, at + 3, callback)];
}

export const callbackBroken: Incident = {
  id: 'callback',
  title: 'An operator removes the Customer Portal’s callback URL',
  shows: 'Nobody gets into the portal. Ask about a customer, and look into #on-call.',
  start: 'Break the callback',
  end: 'Repair the callback',
  closes: PORTAL,
  victim(accounts) {
    const person = accounts.findLast(({ apps, connection }) => apps.includes(GIFTS) && connection === DATABASE);
    return person ? { person, says: 'The shop shows “Oops, something went wrong” when I sign in.' } : null;
  },
  begins: (at, random) => changed(at, LISTED, random),
  second(at, accounts, random) {
    if (!random.chance(0.5)) return [];
    const customers = accounts.filter(({ apps }) => apps.includes(PORTAL));
    return refused(random.pick(customers), at + random.between(0, 990), random);
  },
  tries: refused,
  ends: (at, random) => changed(at, [PORTAL.callback], random),
};
