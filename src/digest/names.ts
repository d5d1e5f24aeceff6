import type { Dimension, Volume } from './digest.ts';

/** What the parts of a digest are called where people read them. */
export const FIGURE_NAMES: Readonly<Record<keyof Volume, string>> = {
  logins: 'Logins',
  failedAttempts: 'Failed attempts',
  failureRate: 'Failure rate',
  signups: 'Sign-ups',
  people: 'People',
  newPeople: 'New people',
  returningPeople: 'Returning people',
  reuse: 'Sessions reused',
};

export const DIMENSION_NAMES: Readonly<Record<Dimension, string>> = {
  applications: 'Applications',
  connections: 'Connections',
  regions: 'Regions',
  devices: 'Devices',
  organizations: 'Organizations',
};

export const STEP_NAMES = {
  identifier: 'name',
  credentials: 'password or code',
  email_verification: 'e-mail verification',
  mfa_enrollment: 'MFA set-up',
  mfa_challenge: 'MFA',
  consent: 'consent',
  action: 'the tenant’s own rules',
  callback: 'return to the application',
  token: 'token',
  application: 'application',
} as const;
