import type { Connection } from '../larkspur.ts';
import { DATABASE } from '../larkspur.ts';
import type { Seat, Visit } from '../visit.ts';
import type { Row } from './row.ts';
import {
  account,
  application,
  browser,
  connection,
  hostname,
  located,
  organization,
  query,
  requested,
  row,
  strategy,
} from './row.ts';

interface Refusal {
  text: string;
  oauthError: string;
  /** Ids of the Actions that ran. */
  executions?: string[];
}

function refusal(seat: Seat, on: Connection, { text, oauthError, executions }: Refusal): Record<string, unknown> {
  return {
    body: {},
    qs: query(seat.app, seat.random),
    error: { message: text, oauthError, type: 'oauth-authorization' },
    connection: on.name,
    session_id: seat.session,
    transaction_id: seat.transaction,
    ...(executions ? { actions: { executions } } : {}),
  };
}

/** `f`: refused for a reason given in words, after the person was known. */
export function refused(visit: Visit, at: number, why: Refusal): Row {
  const on = visit.person.connection;
  return row(at, 'f', visit.device, {
    description: why.text,
    ...connection(on),
    ...application(visit.app),
    ...browser(visit),
    details: refusal(visit, on, why),
    ...hostname(),
    ...account(visit.person),
    ...organization(visit.person),
    ...requested(),
    ...strategy(on),
    ...located(visit),
  });
}

/** `f` of an identity provider: it never told who the person is, so the row names nobody. */
export function refusedByProvider(seat: Seat, at: number, on: Connection, why: Refusal): Row {
  return row(at, 'f', seat.device, {
    description: why.text,
    ...connection(on),
    ...application(seat.app),
    ...browser(seat),
    details: refusal(seat, on, why),
    ...hostname(),
    ...requested(),
    ...strategy(on),
    ...located(seat),
  });
}

/** `f` of a passwordless code: the name was typed, the account not looked up. */
export function wrongCode(visit: Visit, at: number): Row {
  const why = { text: 'Wrong email or verification code.', oauthError: 'access_denied' };
  const refusedRow = refused(visit, at, why);
  refusedRow.body.user_id = '';
  return refusedRow;
}

/** `f` of a callback URL that is not listed: no user, and the client only inside `details.qs`. */
export function callbackMismatch(seat: Seat, at: number, callback: { tried: string; listed: readonly string[] }): Row {
  const text = `Callback URL mismatch. ${callback.tried} is not in the list of allowed callback URLs`;
  const settings = `https://manage.auth0.com/#/applications/${seat.app.clientId}/settings`;
  return row(at, 'f', seat.device, {
    description: text,
    connection_id: '',
    ...browser(seat),
    details: {
      body: {},
      qs: { ...query(seat.app, seat.random), redirect_uri: callback.tried },
      error: {
        message: text,
        oauthError: `${text}. Please go to '${settings}' and make sure you are sending the same callback url from your application.`,
        payload: {
          message: text,
          code: 'unauthorized_client',
          status: 403,
          name: 'CallbackMismatchError',
          authorized: [...callback.listed],
          attempt: callback.tried,
          client: { clientID: seat.app.clientId },
        },
        type: 'callback-url-mismatch',
      },
    },
    ...hostname(),
  });
}

/** `fco`: a page of an origin that is not listed asked. */
export function originNotAllowed(seat: Seat, at: number, origin: string): Row {
  return row(at, 'fco', seat.device, {
    description: `Origin ${origin} is not allowed. Behavior used for check: WEB ORIGINS`,
    ...application(seat.app),
    ...browser(seat),
    details: {
      origin,
      originUrl: `${origin}/login`,
      host: hostname().hostname,
      method: 'POST',
      xhr: false,
      allowedOrigins: [seat.app.home],
      webOrigins: [seat.app.home],
      headers: {},
    },
    ...hostname(),
  });
}

/** `fcoa`: a page with its own login form met bot detection and has no page to verify on. */
export function crossOriginRefused(seat: Seat, at: number): Row {
  const why = { text: 'Unable to configure verification page.', oauthError: 'server_error' };
  return row(at, 'fcoa', seat.device, {
    description: why.text,
    ...connection(DATABASE),
    ...application(seat.app),
    ...browser(seat),
    details: {
      body: {},
      connection: DATABASE.name,
      error: { message: why.text, oauthError: why.oauthError, type: 'oauth-authorization' },
      qs: {
        ...query(seat.app, seat.random),
        connection: DATABASE.name,
        login_hint: '',
        protocol: 'oauth2',
        realm: DATABASE.name,
      },
      session_id: seat.session,
    },
    ...hostname(),
    ...requested(),
    ...strategy(DATABASE),
  });
}
