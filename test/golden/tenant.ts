/** The small invented tenant in which every golden case happens: its devices, connections and applications. */

export interface Device {
  ip: string;
  agent: string;
}

export const LAPTOP: Device = { ip: '203.0.113.10', agent: 'Chrome 128.0.0 / Windows 10.0.0' };
export const PHONE: Device = { ip: '203.0.113.10', agent: 'Mobile Safari 17.5.0 / iOS 17.5.1' };
export const MAC: Device = { ip: '203.0.113.24', agent: 'Safari 17.6.0 / Mac OS X 10.15.7' };
export const FIREFOX: Device = { ip: '2001:db8:12:1::7', agent: 'Firefox 131.0.0 / Ubuntu 0.0.0' };
export const OFFICE: Device = { ip: '198.51.100.40', agent: 'Edge 128.0.0 / Windows 10.0.0' };
export const TRAIN: Device = { ip: '198.51.100.77', agent: 'Chrome Mobile 127.0.6533 / Android 10.0.0' };
export const SCRIPT: Device = { ip: '192.0.2.66', agent: 'Python Requests 2.31.0 / Other 0.0.0' };
export const SERVER: Device = { ip: '198.51.100.9', agent: 'Other 0.0.0 / Other 0.0.0' };
export const SCANNER: Device = { ip: '192.0.2.200', agent: 'Chrome 90.0.4430 / Linux 0.0.0' };

/** Some other address of the documentation ranges, with the same browser everywhere. */
export function device(number: number, agent = LAPTOP.agent): Device {
  return { ip: number < 200 ? `192.0.2.${number + 1}` : `2001:db8:77::${number.toString(16)}`, agent };
}

export interface Connection {
  name: string;
  id: string;
  strategy: string;
  type: 'database' | 'social' | 'enterprise' | 'passwordless';
}

export const DATABASE: Connection = {
  name: 'Username-Password-Authentication',
  id: 'con_db00000000000001',
  strategy: 'auth0',
  type: 'database',
};
/** A custom database: strategy auth0 too, behind it a script of the tenant's. */
export const LEGACY: Connection = {
  name: 'legacy-members',
  id: 'con_lg00000000000001',
  strategy: 'auth0',
  type: 'database',
};
export const GOOGLE: Connection = {
  name: 'google-oauth2',
  id: 'con_go00000000000001',
  strategy: 'google-oauth2',
  type: 'social',
};
export const GITHUB: Connection = { name: 'github', id: 'con_gh00000000000001', strategy: 'github', type: 'social' };
export const ENTRA: Connection = {
  name: 'northwind-entra',
  id: 'con_en00000000000001',
  strategy: 'waad',
  type: 'enterprise',
};
export const OKTA: Connection = {
  name: 'tidewater-okta',
  id: 'con_ok00000000000001',
  strategy: 'samlp',
  type: 'enterprise',
};
export const OIDC: Connection = {
  name: 'fernhill-oidc',
  id: 'con_oi00000000000001',
  strategy: 'oidc',
  type: 'enterprise',
};
export const LDAP: Connection = {
  name: 'harbour-ldap',
  id: 'con_ad00000000000001',
  strategy: 'ad',
  type: 'enterprise',
};
export const EMAIL: Connection = { name: 'email', id: 'con_em00000000000001', strategy: 'email', type: 'passwordless' };
export const SMS: Connection = { name: 'sms', id: 'con_sm00000000000001', strategy: 'sms', type: 'passwordless' };

export interface Application {
  id: string;
  name: string;
}

export const PORTAL: Application = { id: 'portalA1b2C3d4E5f6G7h8I9j0K1l2M3', name: 'Customer Portal' };
export const SHOP: Application = { id: 'shopN4o5P6q7R8s9T0u1V2w3X4y5Z6a7', name: 'Shop' };
export const MOBILE: Application = { id: 'mobileB8c9D0e1F2g3H4i5J6k7L8m9N0', name: 'Mobile' };
export const TV: Application = { id: 'tvappO1p2Q3r4S5t6U7v8W9x0Y1z2A3b', name: 'TV' };

export const TENANT = 'larkmoor';
export const HOST = 'larkmoor.eu.auth0.com';
