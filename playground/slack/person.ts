import { clickInMessage, clickInView } from './acts/click.ts';
import { openHome } from './acts/home.ts';
import { useShortcut } from './acts/shortcut.ts';
import { typeCommand } from './acts/slash.ts';
import { closeModal, fillIn, submitModal } from './acts/submit.ts';
import { suggestionsFor } from './acts/suggestions.ts';
import type { Choice } from './chosen.ts';
import type { Answer } from './delivery/answer.ts';
import type { JsonObject } from './json.ts';
import type { Message } from './messages.ts';
import { Screen, type Where } from './screen.ts';
import { asTyped } from './typed.ts';
import type { Aim } from './values.ts';
import type { View } from './views.ts';

/** Somebody in the workspace. They can do only what their screen offers: anything else throws. */
export class Person extends Screen {
  /** Types a slash command. Resolves when the app has acknowledged, or failed to. */
  async slash(command: string, text: string, { channel }: { channel: Where }): Promise<Answer> {
    this.#mustBeIn(channel);
    return typeCommand(this.workspace, this.member, { command, text, channel: channel.id });
  }

  /** Says something in a channel, or in a thread of it. Addresses of mails become links, as in Slack. */
  says(text: string, { channel, threadTs = null }: { channel: Where; threadTs?: string | null }): Message {
    this.#mustBeIn(channel);
    return this.workspace.messages.post({ channel: channel.id, user: this.id, text: asTyped(text), threadTs });
  }

  /**
   * Clicks a button, or chooses something in a menu, in a message or view as it is now.
   * @param aim the element's action_id or the words on it; its block or value too where several have the same
   * @param choice for a menu: an option's value or words, ids, a date
   */
  async click(place: Message | View, aim: Aim, choice?: Choice): Promise<Answer> {
    if ('ts' in place) return clickInMessage(this.workspace, this.member, place, { aim, choice });
    return clickInView(this.workspace, this.member, this.#onScreen(place), { aim, choice });
  }

  /** What the app offers in an external menu of a view, for what is typed there; one of them can be chosen. */
  async suggestions(view: View, aim: Aim, typed: string): Promise<JsonObject[]> {
    return suggestionsFor(this.workspace, this.member, this.#onScreen(view), { aim, typed });
  }

  /** Types and chooses in a view without submitting it; values by action_id. */
  fill(view: View, values: Readonly<Record<string, Choice>>): View {
    return fillIn(this.workspace, this.#onScreen(view), values);
  }

  /** Fills a modal in and submits it. Throws what Slack itself would not let through: an empty input, no address. */
  async submit(view: View, values: Readonly<Record<string, Choice>> = {}): Promise<Answer> {
    return submitModal(this.workspace, this.member, this.fill(view, values));
  }

  /** Closes the modal on top, or with `all` the whole stack. The app hears of it where it asked to. */
  async close({ all = false }: { all?: boolean } = {}): Promise<void> {
    const top = this.modal;
    if (!top) throw new Error(`${this.member.name} has no modal open`);
    return closeModal(this.workspace, this.member, top, all);
  }

  /** Uses a message shortcut, or without a message a global one. */
  async shortcut(callbackId: string, message?: Message): Promise<Answer> {
    return useShortcut(this.workspace, this.member, callbackId, message && this.#shown(message));
  }

  /** Opens the app's Home tab. */
  openHome(): Promise<Answer> {
    return openHome(this.workspace, this.member, this.home);
  }

  /** Loads the client again: ephemeral messages and open modals are gone. */
  reload(): void {
    const { messages, views } = this.workspace;
    messages.forgetEphemerals(this.id);
    if (this.modal) views.close(this.modal, { all: true });
  }

  #mustBeIn(channel: Where): void {
    const found = this.workspace.channels.find(channel.id);
    if (!found?.members.has(this.id)) throw new Error(`${this.member.name} is not in #${found?.name ?? channel.id}`);
  }

  /** The message as it is now. */
  #shown(message: Message): Message {
    const now = this.sees({ id: message.channel }).find(({ ts }) => ts === message.ts);
    if (!now) throw new Error(`${this.member.name} does not see that message (any more)`);
    return now;
  }

  #onScreen(view: View): View {
    const now = view.type === 'home' ? this.home : this.modal;
    if (now?.id !== view.id) throw new Error(`${this.member.name} does not see that view (any more)`);
    return now;
  }
}
