import type { Changes } from './changes.ts';
import { identified } from './identified.ts';
import type { Ids } from './ids.ts';
import { isObject, type JsonObject, objects, textOf } from './json.ts';
import { VIEW_STACK } from './limits.ts';
import { SlackError } from './slack-error.ts';
import { type Values, valuesAfter } from './values.ts';

/** A modal or a Home tab as one person sees it. An update makes a new one in its place. */
export interface View {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly user: string;
  /** As the app gave it, with a block_id on every block. */
  readonly content: JsonObject;
  readonly blocks: readonly JsonObject[];
  readonly callbackId: string;
  readonly privateMetadata: string;
  readonly externalId: string;
  /** Changes with every update, so that an app can refuse to overwrite what it has not seen. */
  readonly hash: string;
  readonly root: string;
  /** The view under this one; null at the bottom. */
  readonly previous: string | null;
  /** What is typed and chosen in it. */
  readonly values: Values;
  /** What the app found wrong when it was submitted, by block_id. */
  readonly errors: Readonly<Record<string, string>>;
}

/** Open modals, a stack of at most three a person, and everybody's Home tab. */
export class Views {
  readonly #ids: Ids;
  readonly #changes: Changes;
  readonly #views = new Map<string, View>();

  constructor(ids: Ids, changes: Changes) {
    this.#ids = ids;
    this.#changes = changes;
  }

  /** Opens a modal; one that was open before is replaced, with everything under it. */
  open(user: string, content: JsonObject): View {
    this.#refuseSecond(user, content);
    for (const view of this.stackOf(user)) this.#forget(view);
    const id = this.#ids.next('V');
    return this.#keep(this.#make(content, { id, user, type: 'modal', root: id, previous: null }));
  }

  push(top: View, content: JsonObject): View {
    if (this.stackOf(top.user).length >= VIEW_STACK) throw new SlackError('push_limit_reached');
    this.#refuseSecond(top.user, content);
    const place = { id: this.#ids.next('V'), user: top.user, type: 'modal', root: top.root, previous: top.id } as const;
    return this.#keep(this.#make(content, place));
  }

  update(old: View, content: JsonObject): View {
    return this.#keep(this.#make(content, old, old));
  }

  publish(user: string, content: JsonObject): View {
    const old = this.homeOf(user);
    if (old) return this.update(old, content);
    const id = this.#ids.next('V');
    return this.#keep(this.#make(content, { id, user, type: 'home', root: id, previous: null }));
  }

  /** Keeps what the person typed or chose. */
  fill(view: View, values: Values): View {
    const filled = { ...view, values: { ...view.values, ...values } };
    this.#views.set(view.id, filled);
    return filled;
  }

  /** Shows what the app found wrong, under the inputs it names. */
  fail(view: View, errors: Readonly<Record<string, string>>): void {
    this.#keep({ ...view, errors });
  }

  /** Closes a view, and with `all` the whole stack. Returns what was closed, top first. */
  close(view: View, { all = false }: { all?: boolean } = {}): View[] {
    const stack = this.stackOf(view.user);
    const closed = (all ? stack : stack.slice(stack.findIndex(({ id }) => id === view.id))).reverse();
    for (const each of closed) this.#forget(each);
    return closed;
  }

  find(id: string): View | undefined {
    return this.#views.get(id);
  }

  withExternalId(externalId: string): View | undefined {
    return [...this.#views.values()].find((view) => view.externalId === externalId);
  }

  homeOf(user: string): View | undefined {
    return [...this.#views.values()].find((view) => view.user === user && view.type === 'home');
  }

  /** A person's open modals, the bottom one first. */
  stackOf(user: string): View[] {
    return [...this.#views.values()].filter((view) => view.user === user && view.type === 'modal');
  }

  #make(
    content: JsonObject,
    place: Pick<View, 'id' | 'user' | 'type' | 'root' | 'previous'>,
    before: View | null = null,
  ): View {
    const blocks = identified(objects(content.blocks), this.#ids);
    return {
      id: place.id,
      user: place.user,
      type: place.type,
      root: place.root,
      previous: place.previous,
      content: { ...content, blocks },
      blocks,
      callbackId: textOf(content.callback_id),
      privateMetadata: textOf(content.private_metadata),
      externalId: textOf(content.external_id),
      hash: `${Date.now()}.${this.#ids.secret(4)}`,
      values: valuesAfter(blocks, before?.values ?? {}),
      errors: {},
    };
  }

  #refuseSecond(user: string, content: JsonObject): void {
    const externalId = textOf(content.external_id);
    const same = externalId ? this.withExternalId(externalId) : undefined;
    if (same && same.user === user) throw new SlackError('duplicate_external_id');
  }

  #keep(view: View): View {
    this.#views.set(view.id, view);
    this.#changes.tell({ kind: view.type === 'home' ? 'home' : 'view', view });
    return view;
  }

  #forget(view: View): void {
    this.#views.delete(view.id);
    this.#changes.tell({ kind: 'closed', view });
  }
}

/** The words on a view's title, submit or close. */
export function labelOf(view: View, place: 'title' | 'submit' | 'close'): string {
  const label = view.content[place];
  return isObject(label) ? textOf(label.text) : '';
}
