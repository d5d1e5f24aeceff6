import { Fault } from '../errors.ts';
import type { Trouble } from './request.ts';

/** What a sentence needs to know about the tenant that was asked. */
export interface Asked {
  domain: string;
  audience: string;
  /** "GET /logs", for the operator. */
  what: string;
}

const CERTIFICATE = /CERT|SIGNED|ALTNAME/;
const APIS = 'Auth0 Dashboard → Applications → APIs → Auth0 Management API → Machine to Machine Applications';

/** What came of a request to a tenant, as a sentence that says what to do. */
export function auth0Fault(trouble: Trouble, asked: Asked): Fault {
  const detail =
    trouble.kind === 'refused' ? `${trouble.status} ${trouble.code}` : 'code' in trouble ? trouble.code : trouble.kind;
  return new Fault(codeOf(trouble), sentenceOf(trouble, asked), { operator: `auth0: ${asked.what}: ${detail}` });
}

function codeOf(trouble: Trouble): 'bad_configuration' | 'remote' {
  const { kind } = trouble;
  if (kind === 'refused') return [401, 403].includes(trouble.status) ? 'bad_configuration' : 'remote';
  if (kind === 'foreign') return 'bad_configuration';
  return kind === 'unreachable' && trouble.code === 'ENOTFOUND' ? 'bad_configuration' : 'remote';
}

function sentenceOf(trouble: Trouble, { domain, audience }: Asked): string {
  switch (trouble.kind) {
    case 'unreachable':
      return unreachable(trouble.code, domain);
    case 'slow':
      return `${domain} did not answer in time. Auth0 may be slow (status.auth0.com), or a firewall swallows the connection.`;
    case 'foreign':
      return `${domain} answers, but not as Auth0 does. Check AUTH0_DOMAIN, and whether a proxy in between wants a sign-in.`;
    default:
      return refused(trouble, domain, audience);
  }
}

function unreachable(code: string, domain: string): string {
  if (code === 'ENOTFOUND')
    return `There is no host named ${domain}. Set AUTH0_DOMAIN to the domain that the Auth0 Dashboard shows under Applications → your application → Settings.`;
  if (CERTIFICATE.test(code))
    return `The certificate of ${domain} is not accepted (${code}). If a proxy in between has its own, name its authority in NODE_EXTRA_CA_CERTS.`;
  return `${domain} cannot be reached (${code}). Check this machine’s network, its DNS and its firewall; HTTPS_PROXY names a proxy.`;
}

function refused(
  { status, words, code }: Extract<Trouble, { kind: 'refused' }>,
  domain: string,
  audience: string,
): string {
  const scope = code === 'insufficient_scope' ? /expected any of: ([\w:]+)/.exec(words)?.[1] : undefined;
  if (scope !== undefined)
    return `The application lacks the scope ${scope}. Tick it in the ${APIS} → your application → Permissions.`;
  if (status === 429)
    return 'Auth0 refuses more requests for the moment (429). It passes by itself; if it lasts, another program uses up this tenant’s limit.';
  if (status >= 500) return `Auth0 has a problem of its own (${status}). It is retried; status.auth0.com tells more.`;
  if (/^Service not found/.test(words))
    return `The tenant has no API named ${audience}. Where AUTH0_DOMAIN is a custom domain, set AUTH0_AUDIENCE to https://…auth0.com/api/v2/ with the tenant’s own domain.`;
  if (/^Client is not authorized to access/.test(words))
    return `The application may not use the Management API at all. Authorize it in the ${APIS}, and tick the read scopes there.`;
  if (code === 'unauthorized_client')
    return 'The application may not use the client credentials grant. Take a Machine to Machine application, or tick the grant under its Settings → Advanced → Grant Types.';
  if (status === 401 && code === 'access_denied')
    return 'Auth0 does not accept AUTH0_CLIENT_ID together with AUTH0_CLIENT_SECRET. Copy both anew from Applications → your application → Settings; the secret may have been rotated.';
  if (status === 401)
    return `Auth0 does not accept the token that it just gave. Check that AUTH0_AUDIENCE (${audience}) is the Management API’s identifier, not another API’s.`;
  if (status === 404)
    return `${domain} has no Auth0 tenant behind it. Set AUTH0_DOMAIN to the domain that the Auth0 Dashboard shows under Applications → your application → Settings.`;
  return `Auth0 refused a request of whylogin (${status}). That is a defect of whylogin; its log has the details.`;
}
