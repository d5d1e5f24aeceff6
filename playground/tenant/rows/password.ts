import { DATABASE, TENANT } from '../larkspur.ts';
import type { Seat, Visit } from '../visit.ts';
import type { Row } from './row.ts';
import { account, application, browser, connection, located, row, strategy } from './row.ts';

function request(seat: Seat, at: number, type: string, email: string, fields: Record<string, unknown>): Row {
  return row(at, type, seat.device, {
    description: '',
    ...connection(DATABASE),
    ...application(seat.app),
    ...browser(seat),
    details: {
      body: {
        client_id: seat.app.clientId,
        connection: DATABASE.name,
        debug: false,
        email,
        tenant: TENANT.name,
        verify: true,
      },
    },
    ...fields,
    ...strategy(DATABASE),
    ...located(seat),
  });
}

/** `scpr`: a mail with a link to set a new password was asked for. */
export function resetRequested(visit: Visit, at: number): Row {
  return request(visit, at, 'scpr', visit.person.email, account(visit.person));
}

/** `fcpr`: the same for an address that nobody has. */
export function resetRefused(seat: Seat, at: number, typed: string): Row {
  return request(seat, at, 'fcpr', typed, { description: 'The user does not exist.', user_id: '', user_name: typed });
}

function change(visit: Visit, at: number, type: string, description: string, details: Record<string, unknown>): Row {
  return row(at, type, visit.device, {
    description,
    ...connection(DATABASE),
    ...application(visit.app),
    ...browser(visit),
    details: {
      ...details,
      query: {
        user_id: visit.person.userId,
        email: visit.person.email,
        tenant: TENANT.name,
        connection: DATABASE.name,
      },
      body: { ticket: visit.random.token(32), newPassword: '*****', confirmNewPassword: '*****' },
    },
    ...account(visit.person),
    ...strategy(DATABASE),
    ...located(visit),
  });
}

/** `scp`: the link was opened and a new password set. */
export function passwordChanged(visit: Visit, at: number): Row {
  return change(visit, at, 'scp', 'You can now login to the application with the new password.', {
    title: 'Change Password',
    email: visit.person.email,
  });
}

/** `fcp`: the new password broke a rule. */
export function passwordRejected(visit: Visit, at: number): Row {
  return change(visit, at, 'fcp', 'Password is too common', { description: 'Password is too common' });
}
