import type { LogEvent } from '../../event/log-event.ts';
import type { Cause } from '../cause.ts';
import { isDatabase, isType, isWorded, says, theConnection } from '../reading.ts';

const SCRIPT =
  /script (execution|generated|error|timed)|callback function|sandbox|custom (db|database)|ECONN\w+|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|socket hang up|getaddrinfo|timed? ?out|connection (refused|terminated|timeout|pool)|bcrypt|query|SQL|mongo|webtask|internal server error|status code 5\d\d/i;

/** The login script of a custom database runs before anybody is known: such rows carry no user id. */
function fromLoginScript(event: LogEvent): boolean {
  return isDatabase(event) && event.strategy === 'auth0' && event.userId === null;
}

export const customDbError: Cause = {
  id: 'custom_db_error',
  family: 'credentials',
  owner: 'developer',
  reach: 'connection',
  step: 'credentials',
  name: 'login script failed',
  signal: (event) =>
    (isWorded(event) && fromLoginScript(event) && says(event, SCRIPT)) ||
    (isType(event, 'fu', 'fp') && says(event, /import MFA factors/i)),
  words: (finding) => ({
    headline: `Not {person}: the login script of ${theConnection(finding)} failed before any password was checked.`,
    agent: [
      'Do not reset the password; it was never checked.',
      `Tell the developers of ${theConnection(finding)}: the custom database script or the database behind it fails or times out.`,
    ],
    customer:
      'Signing in isn’t working just now because of a fault on our side. Nothing is wrong with your password. We’ll let you know as soon as it is fixed.',
  }),
};
