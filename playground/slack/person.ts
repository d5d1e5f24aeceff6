import { checkedView } from './api/views.ts';
import { actionFor, type Choice, valueFor } from './chosen.ts';
import type { Answer } from './delivery/answer.ts';
import { isObject, type JsonObject, textOf } from './json.ts';
import type { Message } from './messages.ts';
import { actionInMessage, actionInView } from './payloads/block-actions.ts';
import { globalShortcut, messageShortcut } from './payloads/shortcuts.ts';
import { slashCommand } from './payloads/slash-command.ts';
import { viewClosed, viewSubmission } from './payloads/views.ts';
import type { Member } from './people.ts';
import { occasionOf } from './response-url.ts';
import { SlackError } from './slack-error.ts';
import { elementsOf, initialValues, type PlacedElement, type Values } from './values.ts';
import { labelOf, type View } from './views.ts';
import type { Workspace } from './workspace.ts';

/** Where somebody looks: a channel, by its id. */
interface Where {
  readonly id: string;
}

/** Somebody in the workspace: what they do, and what they see. They can only do what their screen offers. */
export class Person {
  readonly member: Member;
  readonly #workspace: Workspace;

  constructor(workspace: Workspace, member: Member) {
    this.#workspace = workspace;
    this.member = member;
  }

  get id(): string {
    return this.member.id;
  }

  /** Types a slash command. Resolves when the app has acknowledged, or failed to. */
  async slash(command: string, text: string, { channel }: { channel: Where }): Promise<Answer> {
    const { answers, received, delivery, url, triggers } = this.#workspace;
    const typed = `${command} ${text}`.trim();
    const occasion = { channel: channel.id, user: this.id, threadTs: null, typed, original: null };
    const payload = slashCommand(this.#workspace, this.member, {
      command,
      text,
      channel: channel.id,
      responseUrl: url + answers.address(occasion),
      trigger: triggers.make(this.id),
    });
    const answer = await delivery.send('slash_commands', payload);
    if (!answer.acknowledged) this.#slackbot(channel.id, `${command} failed with the error "${answer.why}"`);
    else if (answer.body.text !== undefined || answer.body.blocks !== undefined)
      try {
        const sent = received.record({ through: 'acknowledgement', name: command, body: answer.body });
        answers.answer(occasion, answer.body, sent);
      } catch (error) {
        if (!(error instanceof SlackError)) throw error;
        this.#slackbot(channel.id, `${command} failed with the error "${error.error}"`);
      }
    return answer;
  }

  /** Says something in a channel, or in a thread of it. */
  says(text: string, { channel, threadTs = null }: { channel: Where; threadTs?: string | null }): Message {
    return this.#workspace.messages.post({ channel: channel.id, user: this.id, text, threadTs });
  }

  /** What is on the screen in a channel, oldest first, answers in threads included. */
  sees(channel: Where): Message[] {
    return this.#workspace.messages.seenBy(this.id, channel.id);
  }

  /** The open modal that is on top. */
  get modal(): View | undefined {
    return this.#workspace.views.stackOf(this.id).at(-1);
  }

  get home(): View | undefined {
    return this.#workspace.views.homeOf(this.id);
  }

  /** Resolves with the newest message on the screen that a condition or its words fit, now or when it comes. */
  waitsFor(channel: Where, fits: RegExp | ((message: Message) => boolean), within?: number): Promise<Message> {
    const good = typeof fits === 'function' ? fits : (message: Message) => fits.test(wordsOf(message));
    const seen = () => this.sees(channel).map((message) => `- ${wordsOf(message)}`);
    return this.#workspace.changes.until(() => this.sees(channel).findLast(good), {
      within,
      waiting: () => `a message like ${String(fits)}, but only:\n${seen().join('\n') || '(nothing)'}`,
    });
  }

  /** Resolves with the modal on top once it fits, now or when it does. */
  waitsForModal(fits: RegExp | ((view: View) => boolean) = () => true, within?: number): Promise<View> {
    const good = typeof fits === 'function' ? fits : (view: View) => fits.test(wordsOf(view));
    return this.#workspace.changes.until(() => (this.modal && good(this.modal) ? this.modal : undefined), {
      within,
      waiting: () => `a modal like ${String(fits)}, but ${this.modal ? wordsOf(this.modal) : 'none'}`,
    });
  }

  /** Resolves with the Home tab once it fits. */
  waitsForHome(fits: RegExp | ((view: View) => boolean) = () => true, within?: number): Promise<View> {
    const good = typeof fits === 'function' ? fits : (view: View) => fits.test(wordsOf(view));
    return this.#workspace.changes.until(() => (this.home && good(this.home) ? this.home : undefined), {
      within,
      waiting: () => `a Home tab like ${String(fits)}, but ${this.home ? wordsOf(this.home) : 'none'}`,
    });
  }

  /**
   * Clicks a button, or chooses something in a menu, in a message or view as it is now.
   * @param actionId the element's action_id, or the words on it
   */
  async click(place: Message | View, actionId: string, choice?: Choice): Promise<Answer> {
    return 'ts' in place ? this.#clickInMessage(place, actionId, choice) : this.#clickInView(place, actionId, choice);
  }

  /**
   * Fills a modal in and submits it.
   * @param values by action_id: text, an option's value, ids, a date
   */
  async submit(view: View, values: Readonly<Record<string, Choice>> = {}): Promise<Answer> {
    const { delivery, triggers } = this.#workspace;
    const now = this.#onScreen(view);
    if (!labelOf(now, 'submit')) throw new Error('The modal has no button to submit it');
    const full = this.#fill(now, values);
    const empty = missingIn(full);
    if (empty) throw new Error(`Slack asks to fill in “${empty}” first`);
    const trigger = triggers.make(this.id, full.id);
    const answer = await delivery.send('interactive', viewSubmission(this.#workspace, this.member, full, trigger));
    if (answer.acknowledged) this.#respondToSubmission(full, answer.body);
    return answer;
  }

  /** Closes the modal on top, or with `all` the whole stack. The app hears of it where it asked to. */
  async close({ all = false }: { all?: boolean } = {}): Promise<void> {
    const { views, delivery } = this.#workspace;
    const top = this.modal;
    if (!top) throw new Error('No modal is open');
    for (const view of views.close(top, { all }))
      if (view.content.notify_on_close === true)
        await delivery.send('interactive', viewClosed(this.#workspace, this.member, view, all));
  }

  /** Uses a message shortcut, or without a message a global one. */
  async shortcut(callbackId: string, message?: Message): Promise<Answer> {
    const { delivery, triggers, answers, url } = this.#workspace;
    const trigger = triggers.make(this.id);
    if (!message)
      return delivery.send('interactive', globalShortcut(this.#workspace, this.member, callbackId, trigger));
    const responseUrl = url + answers.address(occasionOf(message, this.id));
    const done = { callbackId, trigger, responseUrl };
    return delivery.send('interactive', messageShortcut(this.#workspace, this.member, message, done));
  }

  /** Opens the app's Home tab. */
  async openHome(): Promise<void> {
    const { app, channels } = this.#workspace;
    await this.#workspace.event({
      type: 'app_home_opened',
      user: this.id,
      channel: channels.direct(this.id, app.botUser).id,
      tab: 'home',
      ...(this.home && { view: this.home.content }),
    });
  }

  /** Loads the client again: ephemeral messages and open modals are gone. */
  reload(): void {
    const { messages, views } = this.#workspace;
    messages.forgetEphemerals(this.id);
    if (this.modal) views.close(this.modal, { all: true });
  }

  async #clickInMessage(place: Message, actionId: string, choice: Choice): Promise<Answer> {
    const { messages, delivery, triggers, answers, url, clock, ids } = this.#workspace;
    const message = messages.find(place.channel, place.ts);
    if (!message || (message.ephemeralTo !== null && message.ephemeralTo !== this.id))
      throw new Error('The message is not on the screen (any more)');
    const used = elementIn(message.blocks, actionId);
    const action = actionFor(used, choice, ids.stamp(clock.now()));
    const responseUrl = url + answers.address(occasionOf(message, this.id));
    const values = withChoice(initialValues(message.blocks), used, choice);
    const done = { action, values, responseUrl, trigger: triggers.make(this.id) };
    return delivery.send('interactive', actionInMessage(this.#workspace, this.member, message, done));
  }

  async #clickInView(place: View, actionId: string, choice: Choice): Promise<Answer> {
    const { views, delivery, triggers, clock, ids } = this.#workspace;
    const view = this.#onScreen(place);
    const used = elementIn(view.blocks, actionId);
    const action = actionFor(used, choice, ids.stamp(clock.now()));
    const full = views.fill(view, withChoice(view.values, used, choice));
    const done = { action, trigger: triggers.make(this.id, view.id) };
    return delivery.send('interactive', actionInView(this.#workspace, this.member, full, done));
  }

  #onScreen(view: View): View {
    const now = this.#workspace.views.find(view.id);
    const top = view.type === 'home' ? this.home : this.modal;
    if (!now || now.id !== top?.id) throw new Error('The view is not on the screen (any more)');
    return now;
  }

  #fill(view: View, values: Readonly<Record<string, Choice>>): View {
    const filled = Object.entries(values).reduce(
      (all, [actionId, choice]) => withChoice(all, elementIn(view.blocks, actionId), choice),
      view.values,
    );
    return this.#workspace.views.fill(view, filled);
  }

  #respondToSubmission(view: View, body: JsonObject): void {
    const { views, received } = this.#workspace;
    const sent = received.record({ through: 'acknowledgement', name: 'view_submission', body });
    sent.audience = 'person';
    switch (body.response_action) {
      case 'clear':
        views.close(view, { all: true });
        return;
      case 'update':
        views.update(view, checkedView(body.view, 'modal'));
        return;
      case 'push':
        views.push(view, checkedView(body.view, 'modal'));
        return;
      case 'errors':
        views.fail(view, errorsIn(view, body.errors));
        return;
      default:
        views.close(view);
    }
  }

  #slackbot(channel: string, text: string): void {
    this.#workspace.messages.post({ channel, user: 'USLACKBOT', text, ephemeralTo: this.id });
  }
}

function elementIn(blocks: readonly JsonObject[], actionId: string): PlacedElement {
  const all = elementsOf(blocks);
  const words = ({ element }: PlacedElement) => (isObject(element.text) ? textOf(element.text.text) : '');
  const found =
    all.find(({ element }) => element.action_id === actionId) ?? all.find((each) => words(each) === actionId);
  if (found) return found;
  const offered = all.map((each) => `${each.element.action_id} (${words(each) || each.element.type})`).join(', ');
  throw new Error(`There is no ${actionId} here, only: ${offered || 'nothing to click'}`);
}

/** What the app found wrong, which it can only say of inputs that are there. */
function errorsIn(view: View, errors: unknown): Record<string, string> {
  const inputs = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id));
  const named = Object.entries(isObject(errors) ? errors : {});
  if (named.length === 0 || !named.every(([blockId]) => inputs.has(blockId)))
    throw new Error(
      'The app named errors of inputs that are not in the modal; Slack says “We had some trouble connecting”',
    );
  return Object.fromEntries(named.map(([blockId, text]) => [blockId, textOf(text)]));
}

function withChoice(values: Values, { block, element }: PlacedElement, choice: Choice): Values {
  const blockId = textOf(block.block_id);
  const actionId = textOf(element.action_id);
  if (values[blockId]?.[actionId] === undefined) return values;
  return { ...values, [blockId]: { ...values[blockId], [actionId]: valueFor(element, choice) } };
}

/** The label of the first required input that is empty. */
function missingIn(view: View): string | undefined {
  for (const { block, element } of elementsOf(view.blocks)) {
    if (block.type !== 'input' || block.optional === true) continue;
    const value = view.values[textOf(block.block_id)]?.[textOf(element.action_id)] ?? {};
    const [, given] = Object.entries(value).find(([name]) => name !== 'type') ?? [];
    if (given === null || given === '' || (Array.isArray(given) && given.length === 0))
      return isObject(block.label) ? textOf(block.label.text) : textOf(block.block_id);
  }
  return undefined;
}

/** All that can be read in a message or view, in one line a piece. */
export function wordsOf(place: Message | View): string {
  const own = 'ts' in place ? [place.text] : [labelOf(place, 'title')];
  return [...own, ...textsIn(place.blocks)].filter(Boolean).join('\n');
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' ? (READ.has(name) ? [inner] : []) : textsIn(inner),
  );
}

const READ: ReadonlySet<string> = new Set(['text', 'title', 'label', 'caption', 'alt_text', 'name']);
