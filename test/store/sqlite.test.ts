import { openEventStore } from '../../src/store/sqlite/open.ts';
import { storeContract } from './contract.ts';
import { folder } from './folder.ts';

storeContract('SQLite in memory', () => openEventStore(':memory:'));
storeContract('SQLite in a file', () => openEventStore(folder('events.db')));
