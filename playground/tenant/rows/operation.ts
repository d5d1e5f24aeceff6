import { CHROME_MAC, SERVER } from '../devices.ts';
import { DASHBOARD_CLIENT, DIRECTORY, NIGHTLY, NIGHTLY_IP, OPERATIONS_IP, OPERATOR } from '../larkspur.ts';
import type { Random } from '../random.ts';
import type { Visit } from '../visit.ts';
import type { Row } from './row.ts';
import { account, application, browser, connection, hostname, row, strategy } from './row.ts';

interface Operation {
  description: string;
  method: 'post' | 'patch' | 'put' | 'delete';
  /** Behind /api/v2/, encoded as in a URL. */
  path: string;
  body?: Record<string, unknown>;
  /** Auth0 answers with what it changed. */
  answer?: Record<string, unknown>;
}

/** `sapi`: an operator changed something in the Dashboard. The user id is the operator's; whom it concerns stands in the path. */
export function operated(at: number, { description, method, path, body, answer = {} }: Operation, random: Random): Row {
  const { user_id, name, email } = OPERATOR;
  return row(at, 'sapi', CHROME_MAC, {
    description,
    client_id: DASHBOARD_CLIENT,
    client_name: '',
    ip: OPERATIONS_IP,
    user_agent: CHROME_MAC.parsed,
    details: {
      request: {
        method,
        path: `/api/v2/${path}`,
        query: {},
        userAgent: CHROME_MAC.header,
        channel: 'https://manage.auth0.com/',
        ip: OPERATIONS_IP,
        auth: { user: { user_id, name, email }, strategy: 'jwt', credentials: { jti: random.hex(32) } },
        ...(body ? { body } : {}),
      },
      response: { statusCode: method === 'delete' ? 204 : method === 'post' ? 201 : 200, body: answer },
    },
    user_id,
  });
}

/** `seccft`: a machine got a token. Names nobody; `scope` is a text here. */
export function machineToken(at: number): Row {
  return row(at, 'seccft', SERVER, {
    description: 'Client Credentials for Access Token',
    connection_id: '',
    client_id: NIGHTLY.clientId,
    client_name: NIGHTLY.name,
    ip: NIGHTLY_IP,
    user_agent: SERVER.parsed,
    ...hostname(),
    user_id: '',
    user_name: '',
    audience: 'https://api.larkspur.example.com/orders',
    scope: 'read:orders',
  });
}

/** `actions_execution_failed`: an Action crashed. Names nobody; the login's own row carries the execution id. */
export function actionCrashed(
  at: number,
  failure: { action: string; execution: string; message: string },
  random: Random,
): Row {
  const uuid = () => `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`;
  return row(at, 'actions_execution_failed', null, {
    description: 'Execution of an Action failed',
    details: {
      action_id: uuid(),
      action_name: failure.action,
      binding_id: uuid(),
      version_id: uuid(),
      execution_id: failure.execution,
      trigger_id: 'post-login',
      error_class: 'action_error',
      action_error: {
        name: 'TypeError',
        message: failure.message,
        stack: `TypeError: ${failure.message}\n    at exports.onExecutePostLogin`,
      },
    },
  });
}

/** `coff` and `con`: the AD connector went away and came back. */
export function connectorWent(at: number, type: 'coff' | 'con'): Row {
  return row(at, type, null, {
    description: type === 'coff' ? 'Connector is offline' : 'Connector is online',
    ...connection(DIRECTORY),
    ip: '198.51.100.22',
    ...strategy(DIRECTORY),
  });
}

/** `fi`: an invitation was opened by somebody signed in with another account. */
export function invitationRefused(visit: Visit, at: number, invited: { email: string; organization: string }): Row {
  return row(at, 'fi', visit.device, {
    description: 'the specified account is not allowed to accept the current invitation',
    ...application(visit.app),
    ...browser(visit),
    details: {
      invitation: {
        id: `uinv_${visit.random.token(16)}`,
        client_id: visit.app.clientId,
        created_at: new Date(at - 26 * 3_600_000).toISOString(),
        expires_at: new Date(at + 142 * 3_600_000).toISOString(),
        invitee: { email: invited.email },
        inviter: { name: OPERATOR.name, organization_id: invited.organization },
        roles: [],
        ticket_id: visit.random.token(32),
      },
    },
    ...hostname(),
    ...account(visit.person),
  });
}

/** A user's path in the Management API. */
export function userPath(userId: string): string {
  return `users/${encodeURIComponent(userId)}`;
}
