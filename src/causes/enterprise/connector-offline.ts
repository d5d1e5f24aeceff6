import { isLogin } from '../../event/kind.ts';
import type { LogEvent } from '../../event/log-event.ts';
import type { Cause, Finding } from '../cause.ts';
import { DAY, isType, isWorded, says, tellingRows, theConnection, unsuccessful } from '../reading.ts';
import type { Story, Try } from '../story.ts';
import { signingIn } from './provider-text.ts';

function isOnConnector(event: LogEvent): boolean {
  return event.strategy === 'ad' || event.strategy === 'auth0-adldap' || event.type === 'fc';
}

/** The row by which the connector was offline as this try ended; null where it was not, or nothing tells. */
function offlineAt({ rows, around }: Story, { connection, startedAt, endedAt }: Try): LogEvent | null {
  const isHere = (row: LogEvent) => row.connection === null || row.connection === connection;
  const state = around.notices.findLast(
    (row) => isType(row, 'coff', 'con') && row.at <= endedAt && row.at > endedAt - DAY && isHere(row),
  );
  if (state?.type !== 'coff') return null;
  // Whoever got in by it meanwhile shows that it is back, though its row may be missing.
  const back = rows.some(
    (row) => isLogin(row) && row.connection === connection && row.at > state.at && row.at < startedAt,
  );
  return back ? null : state;
}

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
      isOnConnector(event) &&
      says(
        event,
        /connector|no active connection|offline|not connected|ldap[^.]{0,30}(unavailable|timeout|timed out)/i,
      )),
  sequence: (story): Finding[] => {
    const stopped = unsuccessful(story).flatMap((t) => {
      const off = isOnConnector(t.telling) ? offlineAt(story, t) : null;
      return off === null ? [] : [{ t, off }];
    });
    if (stopped.length === 0) return [];
    const tries = stopped.map(({ t }) => t);
    return [
      {
        cause: 'connector_offline',
        confidence: 'high',
        tries,
        rows: [...new Set(stopped.map(({ off }) => off)), ...tellingRows(tries)],
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
