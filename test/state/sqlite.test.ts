import { openState } from '../../src/state/open.ts';
import { folder } from '../store/folder.ts';
import { stateContract } from './contract.ts';

stateContract('State in SQLite', async () => {
  const path = folder('state.db');
  return (options) => openState(path, options);
});
