import { EMAIL, TENANT } from '../larkspur.ts';
import type { Visit } from '../visit.ts';
import type { Row } from './row.ts';
import { application, browser, connection, hostname, located, row, strategy } from './row.ts';

function sent(visit: Visit, at: number, type: 'cs' | 'cls', details: Record<string, unknown>): Row {
  return row(at, type, visit.device, {
    description: type === 'cs' ? 'Passwordless code sent' : 'Passwordless link sent',
    ...connection(EMAIL),
    ...application(visit.app),
    ...browser(visit),
    details: {
      body: {
        client_id: visit.app.clientId,
        connection: EMAIL.name,
        email: visit.person.email,
        tenant: TENANT.name,
        send: type === 'cs' ? 'code' : 'link',
        authParams: { scope: 'openid profile', response_type: 'code', state: visit.random.token(24) },
      },
      ...details,
      transaction_id: visit.transaction,
    },
    ...hostname(),
    user_id: '',
    user_name: visit.person.email,
    ...strategy(EMAIL),
    ...located(visit),
  });
}

/** `cs`: a code was mailed. */
export function codeSent(visit: Visit, at: number): Row {
  return sent(visit, at, 'cs', {});
}

/** `cls`: a link was mailed. */
export function linkSent(visit: Visit, at: number): Row {
  return sent(visit, at, 'cls', { link: `https://${TENANT.hostname}/passwordless/verify_redirect?connection=email` });
}
