import { describe } from 'vitest';
import { openEventStore } from '../../src/store/sqlite/open.ts';
import { storeContract } from './contract.ts';
import { folder } from './folder.ts';

describe('SQLite', () => {
  storeContract('in memory', () => openEventStore(':memory:'));
  storeContract('in a file', () => openEventStore(folder('events.db')));
});
