import { EventEmitter } from 'node:events';
import type { Message } from './messages.ts';
import type { View } from './views.ts';

/** What just became different in the workspace. */
export type Change =
  | { kind: 'message' | 'edited' | 'deleted'; message: Message }
  | { kind: 'view' | 'closed'; view: View }
  | { kind: 'home'; view: View }
  | { kind: 'received' | 'connected' | 'disconnected' };

/** Tells of every change, to a page or to somebody who waits. */
export class Changes {
  readonly #emitter = new EventEmitter<{ change: [Change] }>().setMaxListeners(0);

  tell(change: Change): void {
    this.#emitter.emit('change', change);
  }

  /** Returns how to stop listening. */
  listen(hear: (change: Change) => void): () => void {
    this.#emitter.on('change', hear);
    return () => this.#emitter.off('change', hear);
  }

  /**
   * Resolves with what `find` returns, as soon as it returns something: now, or after some change.
   * @param within milliseconds; long, since only what fails waits for it
   * @param waiting what did not come, for the error
   */
  until<T>(
    find: () => T | undefined | null | false,
    { within = 10_000, waiting = () => 'what was waited for' }: { within?: number; waiting?: () => string } = {},
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        try {
          const found = find();
          if (found === undefined || found === null || found === false) return false;
          resolve(found);
        } catch (error) {
          reject(error);
        }
        return true;
      };
      if (look()) return;
      const end = () => {
        stop();
        clearTimeout(deadline);
      };
      const stop = this.listen(() => {
        if (look()) end();
      });
      const deadline = setTimeout(() => {
        end();
        reject(new Error(`Within ${within} ms there was not ${waiting()}`));
      }, within);
    });
  }
}
