import { GOOGLE, PORTAL } from '../../tenant/larkspur.ts';
import type { Person } from '../../tenant/people.ts';
import type { Random } from '../../tenant/random.ts';
import { operated } from '../../tenant/rows/operation.ts';
import { refusedByProvider } from '../../tenant/rows/refusal.ts';
import type { Row } from '../../tenant/rows/row.ts';
import { visit } from '../../tenant/visit.ts';
import type { Incident } from './incident.ts';

const WHY = { text: 'The provided client secret is expired.', oauthError: 'invalid_client' };

function refused(person: Person, at: number, random: Random): Row[] {
  const seat = visit(person, random, { app: PORTAL, device: person.desk });
  return [refusedByProvider(seat, at, GOOGLE, WHY)];
}

export const secretExpired: Incident = {
  id: 'secret',
  title: 'The client secret of “Continue with Google” expires',
  shows: 'Google refuses the shop itself. Ask about a customer, and look into #on-call.',
  start: 'Let the secret expire',
  end: 'Enter a new secret',
  closes: GOOGLE,
  victim(accounts) {
    const person = accounts.findLast(({ connection }) => connection === GOOGLE);
    return person ? { person, says: '“Continue with Google” brings me to an error page since just now.' } : null;
  },
  begins: () => [],
  second(at, accounts, random) {
    if (!random.chance(0.5)) return [];
    const users = accounts.filter(({ connection }) => connection === GOOGLE);
    return refused(random.pick(users), at + random.between(0, 990), random);
  },
  tries: refused,
  ends: (at, random) => [
    operated(
      at,
      {
        description: 'Update a connection',
        method: 'patch',
        path: `connections/${GOOGLE.id}`,
        answer: { name: GOOGLE.name },
      },
      random,
    ),
  ],
};
