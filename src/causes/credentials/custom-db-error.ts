import type { LogEvent } from '../../event/log-event.ts';
import type { Cause } from '../cause.ts';
import { isDatabase, isType, isWorded, says, theConnection } from '../reading.ts';

const SCRIPT =
  /cannot (read|set) propert|is not (a function|defined|iterable)|\b(Type|Reference|Syntax|Range)Error\b|unexpected (token|end of)|script (execution|generated|error|timed)|callback function|sandbox|custom (db|database)|ECONN\w+|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|socket hang up|getaddrinfo|timed? ?out|connection (refused|terminated|timeout|pool)|bcrypt|query|SQL|mongo|webtask|internal server error|status code 5\d\d/i;

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
    (isWorded(event) && fromLoginScript(event) && (says(event, SCRIPT) || event.error === 'server_error')) ||
    (isType(event, 'fu', 'fp') && says(event, /import MFA factors/i)),
  // A text of the script's own is only known by where it stands: no user yet, and an error of the server.
  weigh: (_, tries) =>
    tries.some((t) => says(t.telling, SCRIPT) || !isWorded(t.telling))
      ? {}
      : {
          confidence: 'medium',
          second: [{ cause: 'unclassified', why: 'The text is none that a login script is known to write.' }],
        },
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
