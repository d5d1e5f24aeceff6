import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Log } from '../log.ts';
import type { Asker } from './asker.ts';

/** Who is in a group is asked again after a minute; an older answer serves while Slack is down. */
const FRESH = 60_000;
const STALE = 10 * FRESH;

/** The workspace that the bot is installed in; for an organization-wide one the organization too. */
export interface Home {
  team: string;
  enterprise: string | null;
}

/** Why somebody may not ask, and who may. */
export interface Refusal {
  why: 'other_workspace' | 'nobody_allowed' | 'not_listed' | 'groups_unreadable';
  groups: readonly string[];
  channels: readonly string[];
  /** Slack's own word, where groups cannot be read: "missing_scope". */
  reason: string | null;
}

interface Membership {
  /** When it was read, and when Slack was last asked: later where the answer failed to come. */
  at: number;
  asked: number;
  users: Promise<ReadonlySet<string>>;
}

/**
 * Who may look people up: listed users, members of listed groups, anybody in listed channels, or everyone of this
 * workspace. Nobody until somebody is listed. Asked again at every button, modal and shortcut.
 */
export class Access {
  readonly #users: ReadonlySet<string>;
  readonly #groups: readonly string[];
  readonly #channels: readonly string[];
  readonly #everyone: boolean;
  readonly #members = new Map<string, Membership>();
  readonly #home: Home;
  readonly #client: WebClient;
  readonly #now: () => number;
  readonly #log: Log;

  /** @param allow ids of users (U…, W…), groups (S…) and channels (C…, G…), or "everyone" */
  constructor(allow: readonly string[], home: Home, client: WebClient, log: Log, now: () => number) {
    const of = (kinds: string) => allow.filter((id) => kinds.includes(id[0]!));
    this.#users = new Set(of('UW'));
    this.#groups = of('S');
    this.#channels = of('CG');
    this.#everyone = allow.includes('everyone');
    this.#home = home;
    this.#client = client;
    this.#log = log;
    this.#now = now;
  }

  /** Null where this person may ask here. */
  async refuses(asker: Asker): Promise<Refusal | null> {
    if (!this.#isHere(asker)) return this.#refusal('other_workspace');
    if (this.#everyone || this.#users.has(asker.user)) return null;
    if (asker.channel !== null && this.#channels.includes(asker.channel)) return null;
    if (this.#users.size + this.#groups.length + this.#channels.length === 0) return this.#refusal('nobody_allowed');
    let unreadable: string | null = null;
    for (const group of this.#groups) {
      try {
        if ((await this.#membersOf(group)).has(asker.user)) return null;
      } catch (error) {
        unreadable = error instanceof WebAPIPlatformError ? error.data.error : 'no answer';
      }
    }
    return unreadable === null ? this.#refusal('not_listed') : this.#refusal('groups_unreadable', unreadable);
  }

  /** A guest from another workspace (Slack Connect) is nobody's colleague here. */
  #isHere({ team, enterprise }: Asker): boolean {
    if (team === this.#home.team) return true;
    return this.#home.enterprise !== null && enterprise === this.#home.enterprise;
  }

  #refusal(why: Refusal['why'], reason: string | null = null): Refusal {
    return { why, groups: this.#groups, channels: this.#channels, reason };
  }

  async #membersOf(group: string): Promise<ReadonlySet<string>> {
    const known = this.#members.get(group);
    if (known !== undefined && this.#now() - known.asked < FRESH) return known.users;
    const asked = this.#now();
    const users = this.#client.usergroups.users.list({ usergroup: group }).then((read) => new Set(read.users ?? []));
    this.#members.set(group, { at: asked, asked, users });
    try {
      return await users;
    } catch (error) {
      this.#log.warn({ group, problem: String(error) }, 'who is in the user group cannot be read');
      if (known === undefined || asked - known.at > STALE) {
        this.#members.delete(group);
        throw error;
      }
      this.#members.set(group, { ...known, asked });
      return known.users;
    }
  }
}
