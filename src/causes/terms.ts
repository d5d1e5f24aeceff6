/** Who must act. */
export type Owner = 'user' | 'support' | 'tenant_admin' | 'developer' | 'idp_admin' | 'nobody';
export type Confidence = 'high' | 'medium' | 'low';
/** failing: the last try failed; blocked: a block stands now; in_progress: a step is still open. */
export type State = 'failing' | 'blocked' | 'in_progress' | 'resolved' | 'none';
export type Outcome = 'succeeded' | 'failed' | 'abandoned' | 'blocked' | 'open';
/** How far an attempt came; also the steps of the digest's funnel, in this order. */
export const STEPS = [
  'identifier',
  'credentials',
  'email_verification',
  'mfa_enrollment',
  'mfa_challenge',
  'consent',
  'action',
  'callback',
  'token',
  'application',
] as const;
export type Step = (typeof STEPS)[number];
