import { DATABASE, TENANT } from '../larkspur.ts';
import type { Seat, Visit } from '../visit.ts';
import type { Row } from './row.ts';
import { account, application, browser, connection, located, row, strategy } from './row.ts';

function signUp(
  seat: Seat,
  at: number,
  type: 'ss' | 'fs',
  email: string,
  fields: Record<string, unknown>,
  more = {},
): Row {
  return row(at, type, seat.device, {
    description: '',
    ...connection(DATABASE),
    ...application(seat.app),
    ...browser(seat),
    details: {
      ...more,
      body: {
        client_id: seat.app.clientId,
        tenant: TENANT.name,
        email,
        password: '*****',
        connection: DATABASE.name,
      },
    },
    ...fields,
    ...strategy(DATABASE),
    ...located(seat),
  });
}

/** `ss` */
export function signedUp(visit: Visit, at: number): Row {
  return signUp(visit, at, 'ss', visit.person.email, account(visit.person));
}

/** `fs`: the address has an account already. */
export function alreadySignedUp(seat: Seat, at: number, typed: string): Row {
  return signUp(seat, at, 'fs', typed, { description: 'The user already exists.', user_id: '', user_name: typed });
}

const length = { message: 'At least %d characters in length', format: [8], code: 'lengthAtLeast', verified: false };
const kinds = {
  message: 'Contain at least %d of the following %d types of characters:',
  code: 'containsAtLeast',
  format: [3, 4],
  items: [
    { message: 'lower case letters (a-z)', code: 'lowerCase', verified: true },
    { message: 'upper case letters (A-Z)', code: 'upperCase', verified: false },
    { message: 'numbers (i.e. 0-9)', code: 'numbers', verified: true },
    { message: 'special characters (e.g. !@#$%^&*)', code: 'specialCharacters', verified: false },
  ],
  verified: false,
};

/** `fs`: the password met not all rules, which `details.description` holds as an object. */
export function passwordTooWeak(seat: Seat, at: number, typed: string): Row {
  const fields = { description: 'Password is too weak', user_id: '', user_name: typed };
  return signUp(seat, at, 'fs', typed, fields, { description: { rules: [length, kinds], verified: false } });
}

/** `svr`: the mail with the verification link was queued. */
export function verificationRequested(visit: Visit, at: number): Row {
  return row(at, 'svr', visit.device, {
    description: '',
    ...application(visit.app),
    connection: DATABASE.name,
    ...browser(visit),
    details: { body: { email: visit.person.email, user_id: visit.person.userId, tenant: TENANT.name } },
    ...account(visit.person),
    ...located(visit),
  });
}

function verification(visit: Visit, at: number, type: 'sv' | 'fv', description: string): Row {
  const { email, userId } = visit.person;
  return row(at, type, visit.device, {
    description,
    ...connection(DATABASE),
    ...application(visit.app),
    ...browser(visit),
    details: {
      title: 'Email Verification',
      email,
      query: { email, user_id: userId, tenant: TENANT.name, client_id: visit.app.clientId, connection: DATABASE.name },
    },
    ...account(visit.person),
    ...strategy(DATABASE),
    ...located(visit),
  });
}

/** `sv`: the link was opened. */
export function verified(visit: Visit, at: number): Row {
  return verification(visit, at, 'sv', 'Your email was verified. You can continue using the application.');
}

/** `fv`: it was opened once more. */
export function verificationUsed(visit: Visit, at: number): Row {
  return verification(visit, at, 'fv', 'This URL can be used only once');
}

/** `fn`: a mail never left. Names the address only in its text and details. */
export function mailFailed(visit: Visit, at: number, mail: 'verify_email' | 'reset_email', error: string): Row {
  return row(at, 'fn', null, {
    description: `To: ${visit.person.email}`,
    connection: DATABASE.name,
    connection_id: '',
    client_id: visit.app.clientId,
    details: { email_type: mail, to: visit.person.email, error },
  });
}
