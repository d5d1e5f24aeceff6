import type { Device } from '../devices.ts';
import { SERVER } from '../devices.ts';
import { SERVER_IP } from '../larkspur.ts';
import type { Seat, Visit } from '../visit.ts';
import type { Row } from './row.ts';
import { account, application, browser, connection, hostname, located, organization, query, row, sdk } from './row.ts';

/** Who fetches the tokens: the browser or phone itself, or a server of the application's. */
function fetcher(seat: Seat): { device: Device; ip: string } {
  return seat.app.kind === 'web' ? { device: SERVER, ip: SERVER_IP } : seat;
}

function exchange(visit: Visit, at: number, type: string, details: Record<string, unknown>, description = ''): Row {
  const { device, ip } = fetcher(visit);
  return row(at, type, device, {
    description,
    connection_id: '',
    ...application(visit.app),
    ip,
    user_agent: device.parsed,
    details,
    ...hostname(),
    ...account(visit.person),
    ...organization(visit.person),
  });
}

/** `seacft`: the application exchanged the code for tokens. Only the code's end is told. */
export function codeExchanged(visit: Visit, at: number): Row {
  const exchanged = exchange(visit, at, 'seacft', { code: `${'*'.repeat(42)}${visit.random.token(3)}` });
  if (visit.app.kind !== 'web') Object.assign(exchanged.body, sdk(visit.app));
  return exchanged;
}

/** `feacft`: the exchange was refused. Names neither application nor person. */
export function codeRefused(seat: Seat, at: number, text: 'Unauthorized' | 'Invalid authorization code'): Row {
  const { device, ip } = fetcher(seat);
  return row(at, 'feacft', device, {
    description: text,
    connection_id: '',
    client_id: null,
    client_name: null,
    ip,
    user_agent: device.parsed,
    details: { code: `${'*'.repeat(30)}${seat.random.token(3)}` },
    ...hostname(),
    user_id: '',
    user_name: '',
  });
}

/** `sertft`: a refresh token gave a new access token. */
export function refreshed(visit: Visit, at: number): Row {
  return exchange(visit, at, 'sertft', { access_token_jti: visit.random.token(22) });
}

/** `ferrt`: a rotated refresh token came a second time, which ends its family. */
export function refreshReused(visit: Visit, at: number, family: string): Row {
  const latest = visit.random.between(20, 80);
  return exchange(
    visit,
    at,
    'ferrt',
    { familyId: family, tokenCounter: latest - 1, latestCounter: latest },
    'Unsuccessful Refresh Token exchange, reused refresh token detected',
  );
}

/** `fertft`: the refresh token is no longer known. */
export function refreshRefused(
  visit: Visit,
  at: number,
  reason: 'grant_revoked' | 'invalid_token' | 'session_not_found',
): Row {
  return exchange(visit, at, 'fertft', { failure_reason: reason }, 'Unknown or invalid refresh token.');
}

/** `ssa`: the application asked silently and the session answered. */
export function silentSuccess(visit: Visit, at: number): Row {
  return row(at, 'ssa', visit.device, {
    ...application(visit.app),
    ...browser(visit),
    details: { prompts: [], completedAt: at, elapsedTime: null, session_id: visit.session },
    ...hostname(),
    session_connection: visit.person.connection.name,
    ...account(visit.person),
    ...organization(visit.person),
    ...sdk(visit.app),
    ...located(visit),
  });
}

/** `fsa`: the application asked silently and nobody was signed in. Names nobody; mostly harmless. */
export function silentRefused(seat: Seat, at: number): Row {
  const { redirect_uri: _, ...asked } = query(seat.app, seat.random);
  return row(at, 'fsa', seat.device, {
    description: 'Login required',
    client_id: seat.app.clientId,
    ...browser(seat),
    details: {
      body: {},
      qs: {
        ...asked,
        redirect_uri: seat.app.home,
        prompt: 'none',
        response_mode: 'web_message',
        nonce: seat.random.token(40),
      },
      connection: null,
      error: { message: 'Login required', oauthError: 'login_required', type: 'oauth-authorization' },
    },
    ...hostname(),
    ...sdk(seat.app),
  });
}

/** `slo`: the person logged out. */
export function loggedOut(visit: Visit, at: number): Row {
  return row(at, 'slo', visit.device, {
    ...connection(visit.person.connection),
    ...application(visit.app),
    ...browser(visit),
    details: { return_to: visit.app.home, allowed_logout_url: [visit.app.home], session_id: visit.session },
    ...hostname(),
    ...account(visit.person),
    ...organization(visit.person),
    ...located(visit),
  });
}
