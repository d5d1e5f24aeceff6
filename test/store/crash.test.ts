import { it } from 'vitest';
import { killWhileAdding } from './crash.ts';
import { folder } from './folder.ts';

it('loses nothing acknowledged when it is killed, and stores nothing twice', async () => {
  await killWhileAdding(folder('events.db'), 3);
}, 60_000);
