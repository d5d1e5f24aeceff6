import type { Trouble } from '../scene.ts';
import { actionCrashes } from './action-crashes.ts';
import { addressUnverified } from './address-unverified.ts';
import { blockedAfterWrongPasswords } from './blocked-after-wrong-passwords.ts';
import { blockedByOperator } from './blocked-by-operator.ts';
import { callbackChanged } from './callback-changed.ts';
import { entraSecretExpired } from './entra-secret-expired.ts';
import { inAgain } from './in-again.ts';
import { invitationOfAnother } from './invitation-of-another.ts';
import { mfaSetUpUnfinished } from './mfa-set-up-unfinished.ts';
import { nobodyOfThatName } from './nobody-of-that-name.ts';
import { nothingWrong } from './nothing-wrong.ts';
import { officeThrottled } from './office-throttled.ts';
import { oldPasswordTyped } from './old-password-typed.ts';
import { olderCodeTyped } from './older-code-typed.ts';
import { ownAddressMistyped } from './own-address-mistyped.ts';
import { passwordForGoogleAccount } from './password-for-google-account.ts';
import { passwordLeaked } from './password-leaked.ts';
import { pushDenied } from './push-denied.ts';
import { redirectLoop } from './redirect-loop.ts';
import { refreshTokenTwice } from './refresh-token-twice.ts';
import { resetUnfinished } from './reset-unfinished.ts';
import { robotLogsInTooOften } from './robot-logs-in-too-often.ts';
import { secretRotated } from './secret-rotated.ts';
import { somebodyGuesses } from './somebody-guesses.ts';
import { textMessageUnanswered } from './text-message-unanswered.ts';
import { tooManyCodesTyped } from './too-many-codes.ts';
import { verificationMailLost } from './verification-mail-lost.ts';

/** Everybody's trouble; the first is the one the demo tells. */
export const TROUBLES: readonly Trouble[] = [
  mfaSetUpUnfinished,
  blockedAfterWrongPasswords,
  resetUnfinished,
  blockedByOperator,
  passwordForGoogleAccount,
  ownAddressMistyped,
  entraSecretExpired,
  officeThrottled,
  callbackChanged,
  textMessageUnanswered,
  addressUnverified,
  redirectLoop,
  olderCodeTyped,
  passwordLeaked,
  actionCrashes,
  nothingWrong,
  somebodyGuesses,
  nobodyOfThatName,
  oldPasswordTyped,
  refreshTokenTwice,
  tooManyCodesTyped,
  pushDenied,
  invitationOfAnother,
  inAgain,
  verificationMailLost,
  secretRotated,
  robotLogsInTooOften,
];
