import { DATABASE, GOOGLE } from '../larkspur.ts';
import type { Seat, Visit } from '../visit.ts';
import type { Row } from './row.ts';
import {
  account,
  application,
  browser,
  connection,
  hostname,
  identity,
  located,
  organization,
  row,
  sdk,
  strategy,
} from './row.ts';

/** How long the first screen took, and how long before the success a second factor was asked for, ms. */
const TYPING = 8_600;
export const CHALLENGE = 15_500;

/**
 * `s`: a login with something typed. The login count is filled in when the rows are numbered.
 * With `mfa`, the prompts tell that a second factor was passed.
 */
export function success(visit: Visit, at: number, { mfa = false } = {}): Row {
  const { person, random } = visit;
  const on = person.connection;
  const began = at - TYPING - (mfa ? CHALLENGE : 0);
  const first = {
    name:
      on.strategyType === 'social' || on.strategyType === 'enterprise'
        ? 'federated-authenticate'
        : 'prompt-authenticate',
    completedAt: began + TYPING - 400,
    ...connection(on),
    strategy: on.strategy,
    identity: identity(visit),
    stats: { loginsCount: 0 },
    elapsedTime: null,
  };
  const login = {
    name: 'login',
    flow: 'universal-login',
    initiatedAt: began,
    completedAt: began + TYPING - 350,
    timers: { rules: random.between(20, 240) },
    ...account(person),
    elapsedTime: TYPING - 350,
  };
  const second = {
    name: 'mfa',
    flow: 'mfa',
    initiatedAt: began + TYPING - 300,
    completedAt: at - 200,
    provider: 'guardian',
    performed_amr: ['mfa'],
    elapsedTime: at - 200 - (began + TYPING - 300),
  };
  return row(at, 's', visit.device, {
    ...connection(on),
    ...application(visit.app),
    ...browser(visit),
    details: {
      prompts: mfa ? [first, login, second] : [first, login],
      initiatedAt: began,
      completedAt: at,
      elapsedTime: at - began,
      session_id: visit.session,
      transaction_id: visit.transaction,
      stats: { loginsCount: 0 },
      actions: { executions: [random.token(32)] },
    },
    ...hostname(),
    ...account(person),
    ...organization(person),
    ...strategy(on),
    ...sdk(visit.app),
    ...located(visit),
  });
}

/** `s` with empty prompts: the browser's session answered, nobody typed anything. No connection, no strategy. */
export function sessionReused(visit: Visit, at: number): Row {
  return row(at, 's', visit.device, {
    connection_id: '',
    ...application(visit.app),
    ...browser(visit),
    details: { prompts: [], completedAt: at, elapsedTime: null, session_id: visit.session },
    ...hostname(),
    ...account(visit.person),
    ...organization(visit.person),
    ...sdk(visit.app),
    ...located(visit),
  });
}

function credentials(seat: Seat, at: number, type: 'fp' | 'fu', who: { user_id: string; user_name: string }): Row {
  return row(at, type, seat.device, {
    description: 'Wrong email or password.',
    ...connection(DATABASE),
    ...application(seat.app),
    ...browser(seat),
    details: { error: { message: 'Wrong email or password.' }, transaction_id: seat.transaction },
    ...who,
    ...strategy(DATABASE),
    ...located(seat),
  });
}

/** `fp`: the account exists, the password is wrong. No hostname. */
export function wrongPassword(visit: Visit, at: number): Row {
  return credentials(visit, at, 'fp', { user_id: visit.person.userId, user_name: visit.person.email });
}

/** `fu`: nobody has the name that was typed, so the user id is empty. */
export function unknownUser(seat: Seat, at: number, typed: string): Row {
  return credentials(seat, at, 'fu', { user_id: '', user_name: typed });
}

/** `pla`: bot detection looked at the visitor before the login. Names nobody. */
export function preLoginAssessment(seat: Seat, at: number, { requiresVerification = false } = {}): Row {
  return row(at, 'pla', seat.device, {
    description: 'Pre-login Assessment',
    ...application(seat.app),
    ...browser(seat),
    details: {
      requiresVerification,
      requiresVerificationForSignupFlow: requiresVerification,
      ipOnAllowlist: false,
      session_id: seat.session,
    },
    ...hostname(),
  });
}

/** `w`: Auth0 complains at each Google login about its own shared development keys. */
export function developmentKeys(seat: Seat, at: number): Row {
  return row(at, 'w', seat.device, {
    description: `You are using Auth0 development keys which are only intended for use in development and testing. This connection (${GOOGLE.name}) should be configured with your own Development Keys to enable the consent page to show your logo instead of Auth0's.`,
    ...connection(GOOGLE),
    client_id: seat.app.clientId,
    ...browser(seat),
    user_id: '',
    user_name: '',
    ...strategy(GOOGLE),
  });
}
