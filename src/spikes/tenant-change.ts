import type { LogEvent } from '../event/log-event.ts';

/** What the Management API's paths are about; only these change how people log in. */
const PARTS: Record<string, string> = {
  actions: 'an action',
  'attack-protection': 'attack protection',
  branding: 'the branding',
  'client-grants': 'an API grant',
  clients: 'an application',
  connections: 'a connection',
  'custom-domains': 'a custom domain',
  'email-templates': 'an e-mail template',
  emails: 'the e-mail provider',
  guardian: 'multi-factor authentication',
  hooks: 'a hook',
  'network-acls': 'an access control list',
  organizations: 'an organization',
  prompts: 'the login page',
  rules: 'a rule',
  tenants: 'the tenant’s configuration',
};
const CHANGES: ReadonlySet<string> = new Set(['DELETE', 'PATCH', 'POST', 'PUT']);
/** Who belongs to an organization is every day's work. */
const EVERYDAY = /^\/organizations\/[^/]+\/(members|invitations)/;

/** A change of the tenant's configuration, for a channel: what was changed, not by whom. */
export interface TenantChange {
  /** Epoch ms. */
  at: number;
  /** "an application was changed" */
  text: string;
}

/** The last change of the configuration. @param operations of the Management API, oldest first */
export function changeOf(operations: readonly LogEvent[]): TenantChange | null {
  for (const { at, facts } of operations.toReversed()) {
    const { method = '', path = '', status = 200 } = facts.api ?? {};
    const [, part = '', ...below] = path.split('/');
    const what = PARTS[part];
    if (what === undefined || !CHANGES.has(method) || status >= 300 || EVERYDAY.test(path)) continue;
    const added = method === 'POST' && below.length === 0;
    const deleted = method === 'DELETE' && below.length === 1;
    return { at, text: `${what} was ${added ? 'added' : deleted ? 'deleted' : 'changed'}` };
  }
  return null;
}
