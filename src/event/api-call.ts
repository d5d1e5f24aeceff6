import { array, type JsonObject, NOTHING, number, object, text } from './json.ts';
import type { ApiCall } from './log-event.ts';

/** Types whose details are one Management API request and its response. */
export const API_TYPES: ReadonlySet<string> = new Set(['sapi', 'fapi', 'mgmt_api_read']);

const LONGEST_PATH = 512;
const LONGEST_ACTOR = 320;
const LONGEST_USER_ID = 256;
const LONGEST_KEY = 64;
const MOST_KEYS = 50;
const LONGEST_VALUE = 256;
/** The scalars of a body that some answer reads. */
const SET = ['blocked', 'email_verified', 'enabled', 'is_signup_enabled'] as const;

export interface ApiReading {
  api: ApiCall;
  targetUserId: string | null;
  /** A second user id that this call makes part of the target's account. */
  linked: string | null;
}

/**
 * Reads details.request and details.response of an API operation; null where there is no path. The user it was
 * about comes out of the path, else out of a body that names exactly one (tickets, jobs, organization members).
 */
export function apiCallOf(details: JsonObject, client: string | null): ApiReading | null {
  const request = object(details.request) ?? NOTHING;
  const raw = text(request.path, LONGEST_PATH);
  if (raw === null) return null;
  const body = object(request.body);
  const status = number(object(details.response)?.statusCode);
  const api: ApiCall = {
    method: text(request.method, 16)?.toUpperCase() ?? '',
    path: decoded(raw.split('?', 1)[0] ?? raw).replace(/^\/?(?:api\/)?v2(?=\/)/, ''),
    actor: actorOf(object(request.auth) ?? NOTHING) ?? client,
    changed: body
      ? Object.keys(body)
          .slice(0, MOST_KEYS)
          .map((key) => key.slice(0, LONGEST_KEY))
          .sort()
      : [],
  };
  const set = scalarsOf(body);
  if (set) api.set = set;
  if (status !== null) api.status = status;
  return {
    api,
    targetUserId: /^\/(?:users|user-blocks)\/([^/]+)/.exec(api.path)?.[1] ?? namedIn(body),
    linked: api.method === 'POST' && /^\/users\/[^/]+\/identities$/.test(api.path) ? linkedBy(body) : null,
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray "%": the path as it is still tells more than none.
    return path;
  }
}

/** "user" holds a person, sometimes as text; a machine has none. */
function actorOf(auth: JsonObject): string | null {
  const user = object(auth.user);
  return text(user ? (user.email ?? user.name ?? user.user_id) : auth.user, LONGEST_ACTOR);
}

function namedIn(body: JsonObject | null): string | null {
  const members = array(body?.members);
  return text(body?.user_id ?? (members.length === 1 ? members[0] : null), LONGEST_USER_ID);
}

/** Account linking sends {provider, user_id}; a user id may hold its provider already. */
function linkedBy(body: JsonObject | null): string | null {
  const id = text(body?.user_id, LONGEST_USER_ID);
  const provider = text(body?.provider, LONGEST_KEY);
  return id === null || provider === null || id.includes('|') ? id : `${provider}|${id}`;
}

function scalarsOf(body: JsonObject | null): ApiCall['set'] {
  let set: ApiCall['set'];
  for (const name of SET) {
    const value = body?.[name];
    if (value === null || typeof value === 'boolean' || typeof value === 'number') set = { ...set, [name]: value };
    else if (typeof value === 'string') set = { ...set, [name]: value.slice(0, LONGEST_VALUE) };
  }
  return set;
}
