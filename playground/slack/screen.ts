import type { Message } from './messages.ts';
import type { Member } from './people.ts';
import type { View } from './views.ts';
import { wordsOf } from './words.ts';
import type { Workspace } from './workspace.ts';

/** Where somebody looks: a channel, by its id. */
export interface Where {
  readonly id: string;
}

/** What fits: its words, or a condition. */
export type Fitting<T> = RegExp | ((what: T) => boolean);

function fitting<T extends Message | View>(fits: Fitting<T>): (what: T) => boolean {
  return typeof fits === 'function' ? fits : (what) => fits.test(wordsOf(what));
}

/** What somebody sees: messages, their own ephemeral ones, open modals, the Home tab. */
export class Screen {
  readonly member: Member;
  readonly workspace: Workspace;

  constructor(workspace: Workspace, member: Member) {
    this.workspace = workspace;
    this.member = member;
  }

  get id(): string {
    return this.member.id;
  }

  /** What is on the screen in a channel, oldest first, answers in threads included. Nothing for outsiders. */
  sees(channel: Where): Message[] {
    const { channels, messages } = this.workspace;
    const where = channels.find(channel.id);
    const open = where?.kind === 'public' && this.member.team === this.workspace.team.id;
    return open || where?.members.has(this.id) ? messages.seenBy(this.id, channel.id) : [];
  }

  /** The answers in a message's thread. */
  seesIn(thread: Message): Message[] {
    return this.sees({ id: thread.channel }).filter((message) => message.threadTs === thread.ts);
  }

  /** The open modal that is on top. */
  get modal(): View | undefined {
    return this.workspace.views.stackOf(this.id).at(-1);
  }

  get home(): View | undefined {
    return this.workspace.views.homeOf(this.id);
  }

  /** Resolves with the newest fitting message on the screen, now or when it comes. */
  waitsFor(channel: Where, fits: Fitting<Message>, within?: number): Promise<Message> {
    const seen = () => this.sees(channel).map((message) => `- ${wordsOf(message)}`);
    return this.workspace.changes.until(() => this.sees(channel).findLast(fitting(fits)), {
      within,
      waiting: () => `a message like ${String(fits)}, but only:\n${seen().join('\n') || '(nothing)'}`,
    });
  }

  /** Resolves with the modal on top once it fits. */
  waitsForModal(fits: Fitting<View> = () => true, within?: number): Promise<View> {
    return this.#waitsForView('modal', fits, within);
  }

  /** Resolves with the Home tab once it fits. */
  waitsForHome(fits: Fitting<View> = () => true, within?: number): Promise<View> {
    return this.#waitsForView('home', fits, within);
  }

  #waitsForView(which: 'modal' | 'home', fits: Fitting<View>, within?: number): Promise<View> {
    const good = fitting(fits);
    const shown = () => this[which];
    return this.workspace.changes.until(
      () => {
        const view = shown();
        return view && good(view) ? view : undefined;
      },
      { within, waiting: () => `a ${which} like ${String(fits)}, but ${shown() ? wordsOf(shown()!) : 'none'}` },
    );
  }
}
