import type { Channel } from '../slack/channels.ts';
import type { Message } from '../slack/messages.ts';
import type { Person } from '../slack/person.ts';
import type { Workspace } from '../slack/workspace.ts';
import type { Stage } from '../stage.ts';
import type { Person as Customer } from '../tenant/people.ts';

/** What the page shows and lets do: the workspace as one support agent sees it, and the tenant's present. */
export class Playground {
  readonly stage: Stage;
  readonly viewer: Person;
  readonly workspace: Workspace;
  /** The direct message with the bot. */
  readonly direct: Channel;
  /** What was typed, oldest first. */
  readonly typed: string[];
  /** The customer last asked about; null where none was, or nobody of that name has an account. */
  about: Customer | null = null;
  readonly #read = new Map<string, number>();

  constructor(stage: Stage, typed: readonly string[] = []) {
    this.stage = stage;
    this.viewer = stage.kim;
    this.workspace = stage.workspace;
    this.direct = stage.workspace.direct(stage.kim);
    this.typed = [...typed];
  }

  get channels(): readonly Channel[] {
    const { support, team, oncall } = this.stage;
    return [support, team, oncall];
  }

  /** What stands in a channel itself: no answers in threads but those sent to the channel too. */
  shownIn(channel: string): Message[] {
    return this.viewer.sees({ id: channel }).filter(({ threadTs, broadcast }) => threadTs === null || broadcast);
  }

  /** Messages that came since somebody last looked. */
  unreadIn(channel: string): number {
    const read = this.#read.get(channel) ?? 0;
    return this.shownIn(channel).filter(({ ts, user }) => Number(ts) > read && user !== this.viewer.id).length;
  }

  markRead(channel: string): void {
    const newest = this.shownIn(channel).at(-1);
    if (newest) this.#read.set(channel, Number(newest.ts));
  }

  customer(who: string): Customer | null {
    const name = who.trim().toLowerCase();
    return this.stage.world.accounts.find(({ email }) => email === name) ?? null;
  }
}
