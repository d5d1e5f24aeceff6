import { action } from './cases/action.ts';
import { accountBlocks, widerBlocks } from './cases/block.ts';
import { configuration } from './cases/configuration.ts';
import { credentials, names } from './cases/credentials.ts';
import { enterprise } from './cases/enterprise.ts';
import { fresh } from './cases/fresh.ts';
import { further } from './cases/further.ts';
import { secondFactor } from './cases/mfa.ts';
import { mixed } from './cases/mixed.ts';
import { outcome } from './cases/outcome.ts';
import { passwordless } from './cases/passwordless.ts';
import { provider } from './cases/provider.ts';
import { session } from './cases/session.ts';
import { verification } from './cases/verification.ts';
import type { Golden } from './golden.ts';

/** Every golden case. */
export const GOLDEN: readonly Golden[] = [
  ...credentials,
  ...names,
  ...accountBlocks,
  ...widerBlocks,
  ...verification,
  ...secondFactor,
  ...passwordless,
  ...enterprise,
  ...provider,
  ...configuration,
  ...action,
  ...session,
  ...outcome,
  ...mixed,
  ...further,
  ...fresh,
];
