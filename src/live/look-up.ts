import { setMaxListeners } from 'node:events';
import { z } from 'zod';
import type { EventStore, PersonKeys } from '../store/port.ts';
import { reasonOf } from './archive.ts';
import type { Clock } from './clock.ts';
import type { ManagementApi } from './management-api.ts';
import type { Known, LookUp, Whom } from './port.ts';
import { block, enrollment, method, organization, type Profile, user } from './profile.ts';
import { isRefused, RequestError } from './request.ts';

/** For all of it together, ms. */
const BUDGET = 1_000;
const DAY = 86_400_000;
/** Accounts and addresses of one person that are asked about: the newest. */
const ACCOUNTS = 3;
const ADDRESSES = 2;
const RECENT_ROWS = 300;

const users = z.array(user);
const blocks = z.looseObject({ blocked_for: z.array(block) });
const nothing = z.unknown();

/** What can be asked, as people call it, and the scope that it needs. */
const ASPECTS = {
  account: { scope: 'read:users', name: 'account' },
  blocks: { scope: 'read:users', name: 'blocks' },
  methods: { scope: 'read:authentication_methods', name: 'MFA methods' },
  enrollments: { scope: 'read:users', name: 'MFA enrollments' },
  organizations: { scope: 'read:organizations', name: 'organizations' },
  addresses: { scope: 'read:anomaly_blocks', name: 'blocked addresses' },
} as const;
const LATE = 'no answer came within a second';
const LIMITED = 'it refuses requests for the moment (429)';
type Aspect = keyof typeof ASPECTS;

/**
 * Asks a tenant what it knows of a person now: accounts by name, blocks, MFA methods and enrollments, organizations,
 * and whether the addresses they came from are blocked; all at once, and without what does not come within a second.
 */
export function lookUpIn(
  api: ManagementApi,
  store: Pick<EventStore, 'identitiesOf' | 'ofPerson' | 'get'>,
  clock: Clock,
): LookUp {
  return async (whom) => {
    const { keys, addresses } = await known(whom, store, clock.now());
    const signal = AbortSignal.timeout(BUDGET);
    // A dozen requests listen to it.
    setMaxListeners(0, signal);
    const asking = new Asking(api, signal);
    await asking.all(keys, addresses);
    return asking.result();
  };
}

/** What the store knows already: other names, user ids, and where the person came from lately. */
async function known(
  whom: Whom,
  store: Pick<EventStore, 'identitiesOf' | 'ofPerson' | 'get'>,
  now: number,
): Promise<{ keys: PersonKeys; addresses: string[] }> {
  if (whom.kind === 'address') return { keys: { userIds: [], identifiers: [] }, addresses: [whom.ip] };
  const event = whom.kind === 'event' ? await store.get(whom.logId) : null;
  const { userId, identifier } = whom.kind === 'event' ? (event ?? { userId: null, identifier: null }) : whom;
  const given: PersonKeys = {
    userIds: userId === null ? [] : [userId],
    identifiers: identifier === null ? [] : [identifier],
  };
  const seen = (await store.identitiesOf(given)).sort((a, b) => b.lastSeen - a.lastSeen);
  const keys = { ...given, userIds: unique([...given.userIds, ...seen.map((each) => each.userId)]).slice(0, ACCOUNTS) };
  const rows = await store.ofPerson(keys, { from: now - 7 * DAY, to: now }, RECENT_ROWS);
  const addresses = unique(
    rows
      .map(({ ip }) => ip)
      .filter((ip) => ip !== null)
      .reverse(),
  );
  return { keys, addresses: addresses.slice(0, ADDRESSES) };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** One look-up: what was asked, what came, what did not and why. */
class Asking {
  readonly #api: ManagementApi;
  readonly #signal: AbortSignal;
  readonly #profile: Profile = {};
  readonly #asked = new Set<Aspect>();
  /** Why an aspect is not whole. */
  readonly #missing = new Map<Aspect, string>();
  #scopes: ReadonlySet<string> | null = null;
  #limited = false;

  constructor(api: ManagementApi, signal: AbortSignal) {
    this.#api = api;
    this.#signal = signal;
  }

  async all({ userIds, identifiers }: PersonKeys, addresses: readonly string[]): Promise<void> {
    try {
      this.#scopes = await this.#api.scopes(this.#signal);
    } catch (error) {
      const why = this.#why(error);
      for (const aspect of Object.keys(ASPECTS) as Aspect[]) this.#missing.set(aspect, why);
      return;
    }
    const done = new Set<string>();
    const account = async (id: string): Promise<void> => {
      if (done.has(id)) return;
      done.add(id);
      await this.#belongingTo(id);
    };
    // In the order of what tells most: on a small plan not everything comes in time.
    await Promise.all([
      this.#accounts(identifiers, userIds).then((found) => Promise.all(found.slice(0, ACCOUNTS).map(account))),
      ...identifiers.map((identifier) => this.#blocks('/user-blocks', { identifier })),
      ...userIds.map(account),
      ...addresses.map((ip) => this.#address(ip)),
    ]);
  }

  result(): Known {
    const whole = (aspect: Aspect): boolean => this.#asked.has(aspect) && !this.#missing.has(aspect);
    const profile = { ...this.#profile };
    // Half a list would say that the rest is not there.
    if (!whole('account')) delete profile.users;
    if (!whole('blocks')) delete profile.blocks;
    const aspects = Object.keys(ASPECTS) as Aspect[];
    const names = aspects.filter(whole).map((aspect) => ASPECTS[aspect].name);
    const notes = names.length > 0 ? [`Auth0 was asked just now: ${names.join(', ')}.`] : [];
    const reasons = new Map<string, string[]>();
    for (const aspect of aspects) {
      const own = this.#missing.get(aspect);
      if (own === undefined) continue;
      // Requests that waited behind refused ones were late for the same reason.
      const why = own === LATE && this.#limited ? LIMITED : own;
      reasons.set(why, [...(reasons.get(why) ?? []), ASPECTS[aspect].name]);
    }
    for (const [why, list] of reasons) notes.push(`Not checked with Auth0: ${list.join(', ')}; ${why}.`);
    return { profile: Object.keys(profile).length > 0 ? profile : null, notes };
  }

  /** Everybody of these names and ids. Resolves with their user ids. */
  async #accounts(identifiers: readonly string[], userIds: readonly string[]): Promise<string[]> {
    const named = await Promise.all(
      identifiers.map((identifier) => this.#ask('account', () => this.#named(identifier), [])),
    );
    const known = new Map(named.flatMap((list) => list ?? []).map((each) => [each.user_id, each]));
    const others = userIds.filter((id) => !known.has(id));
    await Promise.all(
      others.map(async (id) => {
        const path = `/users/${encodeURIComponent(id)}`;
        const found = await this.#ask('account', async () => [await this.#get(path, user)], []);
        for (const each of found ?? []) known.set(each.user_id, each);
      }),
    );
    this.#profile.users = [...known.values()];
    // A block is on the name that was typed, and may be on another than the one asked about.
    const further = [...known.values()].filter(
      ({ username, phone_number }) => identifiers.length === 0 || username || phone_number,
    );
    await Promise.all(further.map(({ user_id }) => this.#blocks(`/user-blocks/${encodeURIComponent(user_id)}`)));
    return [...known.keys()];
  }

  #named(identifier: string): Promise<z.infer<typeof users>> {
    return identifier.includes('@')
      ? this.#get('/users-by-email', users, { email: identifier.toLowerCase() })
      : this.#get('/users', users, { q: `${fieldOf(identifier)}:${quoted(identifier)}`, search_engine: 'v3' });
  }

  async #belongingTo(id: string): Promise<void> {
    const path = `/users/${encodeURIComponent(id)}`;
    const [methods, enrollments, organizations] = await Promise.all([
      this.#ask('methods', () => this.#get(`${path}/authentication-methods`, z.array(method)), []),
      this.#ask('enrollments', () => this.#get(`${path}/enrollments`, z.array(enrollment)), []),
      this.#ask('organizations', () => this.#get(`${path}/organizations`, z.array(organization)), []),
    ]);
    if (methods) this.#profile.authenticationMethods = { ...this.#profile.authenticationMethods, [id]: methods };
    if (enrollments) this.#profile.enrollments = { ...this.#profile.enrollments, [id]: enrollments };
    if (organizations) this.#profile.organizations = { ...this.#profile.organizations, [id]: organizations };
  }

  async #blocks(path: string, query: Record<string, string> = {}): Promise<void> {
    const all = { ...query, consider_brute_force_enablement: 'true' };
    const found = await this.#ask('blocks', async () => (await this.#get(path, blocks, all)).blocked_for, []);
    const known = new Map(
      [...(this.#profile.blocks ?? []), ...(found ?? [])].map((each) => [JSON.stringify(each), each]),
    );
    this.#profile.blocks = [...known.values()];
  }

  async #address(ip: string): Promise<void> {
    const path = `/anomaly/blocks/ips/${encodeURIComponent(ip)}`;
    const blocked = await this.#ask(
      'addresses',
      async () => {
        await this.#get(path, nothing);
        return true;
      },
      false,
    );
    if (blocked !== undefined) this.#profile.addressBlocks = { ...this.#profile.addressBlocks, [ip]: blocked };
  }

  /** The answer; `absent` where Auth0 says that there is no such thing; undefined where it could not be had. */
  async #ask<T>(aspect: Aspect, ask: () => Promise<T>, absent: T): Promise<T | undefined> {
    this.#asked.add(aspect);
    const { scope } = ASPECTS[aspect];
    if (this.#scopes !== null && !this.#scopes.has(scope)) {
      this.#missing.set(aspect, `the application lacks the scope ${scope}`);
      return undefined;
    }
    try {
      return await ask();
    } catch (error) {
      if (isRefused(error, 404)) return absent;
      this.#missing.set(aspect, this.#why(error));
      return undefined;
    }
  }

  async #get<T>(path: string, schema: z.ZodType<T>, query: Record<string, string> = {}): Promise<T> {
    return (await this.#api.attempt(path, schema, { query, urgent: true, signal: this.#signal })).data;
  }

  #why(error: unknown): string {
    const trouble = error instanceof RequestError ? error.trouble : null;
    if (isRefused(error, 429)) {
      this.#limited = true;
      return LIMITED;
    }
    if (this.#signal.aborted) return LATE;
    if (trouble?.kind === 'refused' && trouble.code === 'insufficient_scope')
      return `the application lacks the scope ${/any of: ([\w:]+)/.exec(trouble.words)?.[1] ?? 'for it'}`;
    return reasonOf(error);
  }
}

function fieldOf(identifier: string): 'phone_number' | 'username' {
  return /^\+\d+$/.test(identifier) ? 'phone_number' : 'username';
}

/** Quotes and backslashes would end the phrase. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
