import { z } from 'zod';

const identity = z.looseObject({
  connection: z.string().optional(),
  provider: z.string().optional(),
  user_id: z.union([z.string(), z.number()]).transform(String).optional(),
  isSocial: z.boolean().optional(),
});

export const user = z.looseObject({
  user_id: z.string(),
  email: z.string().nullish(),
  username: z.string().nullish(),
  phone_number: z.string().nullish(),
  email_verified: z.boolean().nullish(),
  blocked: z.boolean().nullish(),
  created_at: z.string().nullish(),
  last_login: z.string().nullish(),
  last_ip: z.string().nullish(),
  last_password_reset: z.string().nullish(),
  logins_count: z.number().nullish(),
  multifactor: z.array(z.string()).nullish(),
  identities: z.array(identity).nullish(),
});

export const block = z.looseObject({
  identifier: z.string().nullish(),
  ip: z.string().nullish(),
  connection: z.string().nullish(),
});

export const method = z.looseObject({
  id: z.string().nullish(),
  type: z.string(),
  confirmed: z.boolean().nullish(),
  created_at: z.string().nullish(),
  enrolled_at: z.string().nullish(),
  last_auth_at: z.string().nullish(),
});

export const enrollment = z.looseObject({
  id: z.string().nullish(),
  status: z.string().nullish(),
  type: z.string().nullish(),
});

export const organization = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  display_name: z.string().nullish(),
});

/**
 * What Auth0's Management API says about one person now, as its endpoints return it:
 * users-by-email, user-blocks, authentication-methods, enrollments, organizations, anomaly/blocks/ips. What was not asked is
 * absent.
 */
export const profileSchema = z.looseObject({
  users: z.array(user).optional(),
  blocks: z.array(block).optional(),
  authenticationMethods: z.record(z.string(), z.array(method)).optional(),
  enrollments: z.record(z.string(), z.array(enrollment)).optional(),
  organizations: z.record(z.string(), z.array(organization)).optional(),
  /** By address: whether suspicious-IP throttling blocks it. */
  addressBlocks: z.record(z.string(), z.boolean()).optional(),
});

export type Profile = z.infer<typeof profileSchema>;
