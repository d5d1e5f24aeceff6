import { DATABASE, TENANT } from '../larkspur.ts';
import type { Seat, Visit } from '../visit.ts';
import type { Row } from './row.ts';
import { account, browser, connection, hostname, row } from './row.ts';

/** Attack protection knows the name that was typed, never the user id. */
function named(visit: Visit, at: number, type: string, description: string): Row {
  return row(at, type, visit.device, {
    description,
    ...connection(DATABASE),
    client_id: visit.app.clientId,
    ...browser(visit),
    ...hostname(),
    user_id: '',
    user_name: visit.person.email,
  });
}

/** `limit_wc`: brute-force protection blocks this name from this address. */
export function bruteForceBlock(visit: Visit, at: number): Row {
  const text = `User (${visit.person.email}) attempted 10 consecutive logins unsuccessfully. Brute force protection is enabled for this connection, further attempts are blocked from this IP address for this user.`;
  return named(visit, at, 'limit_wc', text);
}

/** `pwd_leak`: the password is on a list of leaked ones. */
export function leakedPassword(visit: Visit, at: number): Row {
  const text = `Someone behind the IP address: ${visit.ip} attempted to login with a leaked password. A shield to prevent this action was enabled, further attempts are blocked.`;
  return named(visit, at, 'pwd_leak', text);
}

/** `limit_sul`: too many logins a minute of one user from one address, successes included. */
export function loginRateLimit(visit: Visit, at: number): Row {
  const text =
    'A user is temporarily prevented from logging in because they reached the maximum logins per time period from the same IP address';
  return named(visit, at, 'limit_sul', text);
}

/** `limit_mu`: suspicious-IP throttling blocks the address, whoever is behind it. */
export function addressThrottled(seat: Seat, at: number): Row {
  return row(at, 'limit_mu', seat.device, {
    description: 'An IP address is blocked because it attempted too many failed logins without a successful login.',
    client_id: seat.app.clientId,
    ...browser(seat),
    details: { flow: 'login' },
    ...hostname(),
    user_id: '',
    user_name: '',
  });
}

/** `ublkdu`: the link in the mail about the block was opened, which lifts it. */
export function blockReleased(visit: Visit, at: number): Row {
  return row(at, 'ublkdu', visit.device, {
    description: 'Account unblocked',
    ...connection(DATABASE),
    ...browser(visit),
    details: {
      title: 'Account unblocked',
      email: visit.person.email,
      query: { ticket: visit.random.token(32), tenant: TENANT.name },
    },
    ...account(visit.person),
  });
}

/** `acls_summary`: ten minutes of requests that a tenant access control list refused. Names nobody. */
export function refusedByAcl(at: number, requests: number): Row {
  return row(at, 'acls_summary', null, {
    description: 'Network ACLs summary',
    details: {
      start_time: new Date(at - 600_000).toISOString(),
      end_time: new Date(at).toISOString(),
      stats: [
        {
          acl_id: 'acl_7TqLm2VxRz',
          action: 'block',
          description: 'Price scrapers',
          priority: 1,
          match: { successes: requests },
          total_request_count: { successes: requests * 3 },
        },
      ],
    },
  });
}

/** `api_limit`: one endpoint's limit for one address was passed. */
export function apiLimit(seat: Seat, at: number): Row {
  return row(at, 'api_limit', seat.device, {
    description: `You passed the limit of allowed calls to /oauth/token from ip: ${seat.ip}`,
    client_id: seat.app.clientId,
    ...browser(seat),
    details: {
      limit: { bucket: 'oauth_token_by_ip', global: false, size: 50 },
      request: { method: 'POST', path: '/oauth/token' },
    },
    ...hostname(),
  });
}
