import type { Explanation } from '../../why/explanation.ts';

const DOMAIN = /^([a-z0-9-]+)(?:\.([a-z0-9-]+))?\.auth0\.com$/i;

/**
 * The person's page in the Auth0 Dashboard, which asks for a login of its own; null where the tenant or the account is
 * not known. Addresses as auth0-cli opens them; tenants without a region in their domain are in "us".
 */
export function dashboardPage(domain: string | null, { identities }: Explanation): string | null {
  const found = DOMAIN.exec(domain ?? '');
  const account = identities[0];
  if (found === null || account === undefined) return null;
  const [, tenant, region = 'us'] = found;
  return `https://manage.auth0.com/dashboard/${region}/${tenant}/users/${encodeURIComponent(account.userId)}`;
}
