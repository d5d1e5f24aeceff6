import { ForgottenPeople } from '../intake/forgotten.ts';
import type { Stores } from './stores.ts';

/** Who was forgotten, for a command that seldom has to know: the state is opened when it is asked. */
export function forgottenOf(stores: Stores): Pick<ForgottenPeople, 'whom'> {
  return {
    async whom() {
      if (!stores.hasState()) return null;
      const state = await stores.state();
      return new ForgottenPeople(state).whom().finally(() => state.close());
    },
  };
}
