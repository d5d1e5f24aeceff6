import type { Device } from '../devices.ts';
import type { Application, Connection } from '../larkspur.ts';
import { TENANT } from '../larkspur.ts';
import type { Person } from '../people.ts';
import { locationInfo } from '../places.ts';
import type { Random } from '../random.ts';
import type { Seat, Visit } from '../visit.ts';

/** An event's own fields as the Management API names them, before Auth0 gave it an id. */
export interface Body {
  date: string;
  type: string;
  details?: Record<string, unknown>;
  [field: string]: unknown;
}

/** One event on its way: `device` is kept apart as the API and the streams write it differently. */
export interface Row {
  at: number;
  device: Device | null;
  body: Body;
}

type Fields = Record<string, unknown>;

export function row(at: number, type: string, device: Device | null, fields: Fields): Row {
  const body: Body = { date: new Date(at).toISOString(), type, ...fields };
  body.$event_schema = { version: '1.0.0' };
  body.tenant_name = TENANT.name;
  body.environment_name = TENANT.environment;
  return { at, device, body };
}

export function application(app: Application): Fields {
  return { client_id: app.clientId, client_name: app.name };
}

export function connection(of: Connection): Fields {
  return { connection: of.name, connection_id: of.id };
}

export function strategy(of: Connection): Fields {
  return { strategy: of.strategy, strategy_type: of.strategyType };
}

/** Address and browser. */
export function browser({ ip, device }: Seat): Fields {
  return { ip, user_agent: device.parsed };
}

export function located({ place }: Seat): Fields {
  return { location_info: locationInfo(place) };
}

export function account(person: Person): Fields {
  return { user_id: person.userId, user_name: person.email };
}

export function organization({ organization: of }: Person): Fields {
  return of === null ? {} : { organization_id: of.id, organization_name: of.name };
}

export function hostname(): Fields {
  return { hostname: TENANT.hostname };
}

export function sdk(app: Application): Fields {
  return { auth0_client: app.sdk };
}

/** The parameters of the authorize request, as `details.qs` repeats them. */
export function query(app: Application, random: Random): Fields {
  return {
    client_id: app.clientId,
    redirect_uri: app.callback,
    response_type: 'code',
    scope: 'openid profile email',
    state: random.token(40),
  };
}

/** What an authorize request asks for; on rows about it. */
export function requested(): Fields {
  return { audience: `https://${TENANT.hostname}/userinfo`, scope: ['openid', 'profile', 'email'] };
}

/** The id that Auth0 gives the part of a user id after the provider. */
export function identity(visit: Visit): string {
  return visit.person.userId.slice(visit.person.userId.lastIndexOf('|') + 1);
}
