import { inject, it } from 'vitest';
import { killWhileImporting } from '../cli/import-killed.ts';
import { Whylogin } from '../cli/whylogin.ts';
import { killWhileAdding } from './crash.ts';
import { folder } from './folder.ts';

const whylogin = new Whylogin(inject('built'));

it('a store survives being killed while it writes, twenty times', () => killWhileAdding(folder('events.db'), 20));

it('an import survives being killed twenty times', () => killWhileImporting(whylogin, 300_000, 20));
