import type { Cause, Finding } from '../cause.ts';
import { DAY, isWorded, says, theConnection, unsuccessful } from '../reading.ts';
import { signingIn } from './provider-text.ts';

export const connectorOffline: Cause = {
  id: 'connector_offline',
  family: 'enterprise',
  owner: 'tenant_admin',
  reach: 'connection',
  step: 'credentials',
  name: 'directory connector offline',
  signal: (event) =>
    event.type === 'coff' ||
    (isWorded(event) &&
      (event.strategy === 'ad' || event.strategy === 'auth0-adldap' || event.type === 'fc') &&
      says(
        event,
        /connector|no active connection|offline|not connected|ldap[^.]{0,30}(unavailable|timeout|timed out)/i,
      )),
  sequence: (story): Finding[] => {
    const tries = unsuccessful(story).filter(
      (t) => t.telling.strategy === 'ad' || t.telling.strategy === 'auth0-adldap' || t.telling.type === 'fc',
    );
    const first = tries[0];
    if (first === undefined) return [];
    const state = story.around.notices.findLast(
      (row) =>
        (row.type === 'coff' || row.type === 'con') &&
        row.at <= first.endedAt &&
        row.at > first.endedAt - DAY &&
        (row.connection === null || row.connection === first.connection),
    );
    if (state?.type !== 'coff') return [];
    return [
      {
        cause: 'connector_offline',
        confidence: 'high',
        tries,
        rows: [state, ...tries.map((t) => t.telling)],
        instead: ['idp_refused', 'idp_unavailable', 'wrong_password', 'unclassified'],
      },
    ];
  },
  words: (finding) => ({
    headline: `Not {person}: the directory connector of ${theConnection(finding)} is offline, so no password can be checked.`,
    agent: [
      'Do not reset a password.',
      `Tell whoever runs ${theConnection(finding)}: the AD/LDAP connector has to be brought back.`,
    ],
    customer: `${signingIn(finding)} isn’t working just now because the link to your company’s directory is down. It’s nothing you did. We’re telling the people who can fix it.`,
  }),
};
