import { GOOGLE } from './larkspur.ts';
import type { Factor } from './people.ts';
import * as guardian from './rows/guardian.ts';
import * as login from './rows/login.ts';
import { CHALLENGE } from './rows/login.ts';
import * as password from './rows/password.ts';
import * as passwordless from './rows/passwordless.ts';
import type { Row } from './rows/row.ts';
import * as session from './rows/session.ts';
import * as signup from './rows/signup.ts';
import type { Visit } from './visit.ts';

/** What people do in one go, as the rows it leaves. `at` is when it succeeds. */

const SECOND = 1_000;

function exchanged(visit: Visit, at: number): Row {
  return session.codeExchanged(visit, at + visit.random.between(300, 1_200));
}

/** A whole login that goes well: what the person's connection, second factor and application leave behind. */
export function signIn(visit: Visit, at: number): Row[] {
  const { random, person } = visit;
  const { factor } = person;
  const began = at - (factor ? 25 : 10) * SECOND;
  const rows: Row[] = [];
  if (visit.app.kind === 'spa' && random.chance(0.35)) rows.push(session.silentRefused(visit, began - 900));
  if (random.chance(0.12)) rows.push(login.preLoginAssessment(visit, began));
  if (person.connection.strategyType === 'passwordless') {
    const sent = random.chance(0.25) ? passwordless.linkSent : passwordless.codeSent;
    rows.push(sent(visit, at - random.between(20, 70) * SECOND));
  }
  if (factor) {
    rows.push(guardian.challengeStarted(visit, at - CHALLENGE, factor));
    rows.push(...guardian.challengeSent(visit, at - CHALLENGE + 900, factor));
    rows.push(guardian.challengePassed(visit, at - 600, factor));
  }
  if (person.connection === GOOGLE) rows.push(login.developmentKeys(visit, at - 40));
  rows.push(login.success(visit, at, { mfa: factor !== null }), exchanged(visit, at));
  return rows;
}

/** One to three wrong passwords, then in. */
export function mistypes(visit: Visit, at: number): Row[] {
  const tries = visit.random.weighted([
    [1, 6],
    [2, 3],
    [3, 1],
  ]);
  const wrong = Array.from({ length: tries }, (_, n) =>
    login.wrongPassword(visit, at - (60 + 25 * (tries - n)) * SECOND),
  );
  return [...wrong, ...signIn(visit, at)];
}

/** A slip in the own address, noticed. */
export function mistypesAddress(visit: Visit, at: number): Row[] {
  return [
    login.unknownUser(visit, at - 65 * SECOND, slip(visit.person.email, visit.random.between(1, 4))),
    ...signIn(visit, at),
  ];
}

/** Two neighbouring letters of an address exchanged. */
function slip(email: string, where: number): string {
  return `${email.slice(0, where)}${email[where + 1]}${email[where]}${email.slice(where + 2)}`;
}

/** The password is forgotten, a new one set, and used. */
export function resets(visit: Visit, at: number): Row[] {
  const { random } = visit;
  const rows = [
    login.wrongPassword(visit, at - 400 * SECOND),
    password.resetRequested(visit, at - 340 * SECOND),
    password.passwordChanged(visit, at - 95 * SECOND),
  ];
  if (random.chance(0.2)) rows.push(password.passwordRejected(visit, at - 130 * SECOND));
  return [...rows, ...signIn(visit, at)];
}

/** A new account: signed up, mail verified, in. */
export function signsUp(visit: Visit, at: number): Row[] {
  const { random } = visit;
  const rows = [
    signup.signedUp(visit, at - 150 * SECOND),
    signup.verificationRequested(visit, at - 149 * SECOND),
    signup.verified(visit, at - 50 * SECOND),
  ];
  if (random.chance(0.25)) rows.push(signup.passwordTooWeak(visit, at - 185 * SECOND, visit.person.email));
  if (random.chance(0.15)) rows.push(signup.verificationUsed(visit, at - 20 * SECOND));
  return [...rows, ...signIn(visit, at)];
}

/** A second factor is set up during the login. */
export function enrolls(visit: Visit, at: number, factor: Factor): Row[] {
  return [
    guardian.enrollmentStarted(visit, at - 70 * SECOND),
    guardian.enrollmentCompleted(visit, at - 2 * SECOND, factor),
    login.success(visit, at, { mfa: true }),
    exchanged(visit, at),
  ];
}

/** A wrong code first, then the right one. */
export function mistypesCode(visit: Visit, at: number, factor: Factor): Row[] {
  return [
    guardian.challengeStarted(visit, at - 40 * SECOND, factor),
    ...guardian.challengeSent(visit, at - 39 * SECOND, factor),
    guardian.challengeFailed(visit, at - 22 * SECOND, factor),
    guardian.challengePassed(visit, at - 600, factor),
    login.success(visit, at, { mfa: true }),
    exchanged(visit, at),
  ];
}

/** The "back" button sends a used code once more; the next login goes well. */
export function goesBack(visit: Visit, at: number): Row[] {
  return [
    ...signIn(visit, at),
    session.codeRefused(visit, at + 9 * SECOND, 'Invalid authorization code'),
    ...signIn(visit, at + 70 * SECOND),
  ];
}

/** Still signed in: the application asks and nobody types anything. */
export function comesBack(visit: Visit, at: number): Row[] {
  if (visit.app.kind === 'native') return [session.refreshed(visit, at)];
  if (visit.app.kind === 'spa' && visit.random.chance(0.65)) return [session.silentSuccess(visit, at)];
  return [login.sessionReused(visit, at), exchanged(visit, at)];
}
