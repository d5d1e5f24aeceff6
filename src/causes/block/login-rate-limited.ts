import type { Cause } from '../cause.ts';
import { theApplication } from '../reading.ts';

export const loginRateLimited: Cause = {
  id: 'login_rate_limited',
  family: 'block',
  owner: 'developer',
  reach: 'user',
  step: 'credentials',
  name: 'too many logins a minute',
  signal: (event) => event.type === 'limit_sul',
  words: (finding) => ({
    headline: `{person} was signed in more often than Auth0 allows within a minute, so it refused for a while. The usual reason is a loop in ${theApplication(finding)}, or a test script.`,
    agent: [
      'Ask {person} to close every tab of the application, wait two minutes and open it once.',
      `Tell the developers of ${theApplication(finding)}: more than 20 logins a minute for one person from one address.`,
    ],
    customer:
      'Please close all tabs of the application, wait two minutes, and open it once more. If it happens again, tell us what you were doing just before.',
  }),
};
