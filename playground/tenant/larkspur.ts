/** Larkspur, a bookshop chain that does not exist: its tenant, applications and connections. */
export const TENANT = {
  name: 'larkspur',
  environment: 'prod-eu-1',
  hostname: 'login.larkspur.example.com',
} as const;

export interface Application {
  name: string;
  clientId: string;
  /** spa: tokens are fetched by the browser; native: by the phone; web: by a server of Larkspur's. */
  kind: 'spa' | 'native' | 'web';
  home: string;
  callback: string;
  sdk: { name: string; version: string };
}

export const PORTAL: Application = {
  name: 'Customer Portal',
  clientId: 'v4QmZr1sYdT7bKc0WnHu9JxLe5GfAp2B',
  kind: 'spa',
  home: 'https://shop.larkspur.example.com',
  callback: 'https://shop.larkspur.example.com/callback',
  sdk: { name: 'auth0-react', version: '2.4.0' },
};

export const MOBILE: Application = {
  name: 'Larkspur Mobile',
  clientId: 'Hb8TnXw3VqLz6RkYc1PmDf5GsJ0aUe7C',
  kind: 'native',
  home: 'com.example.larkspur://home',
  callback: 'com.example.larkspur://login.larkspur.example.com/ios/com.example.larkspur/callback',
  sdk: { name: 'Auth0.swift', version: '2.13.0' },
};

export const STAFF: Application = {
  name: 'Staff Console',
  clientId: 'Zk2UyEo9BtWq4NvXr7CjSh1MdF6gLp3A',
  kind: 'web',
  home: 'https://staff.larkspur.example.com',
  callback: 'https://staff.larkspur.example.com/auth/callback',
  sdk: { name: 'express-openid-connect', version: '2.18.0' },
};

export const GIFTS: Application = {
  name: 'Gift Cards',
  clientId: 'Jd5WsRa8KpQx2HcVz0TbYn7EuM4iGf1L',
  kind: 'web',
  home: 'https://gifts.larkspur.example.com',
  callback: 'https://gifts.larkspur.example.com/auth/callback',
  sdk: { name: 'express-openid-connect', version: '2.18.0' },
};

/** The machine-to-machine application that copies orders every night. */
export const NIGHTLY = { name: 'Nightly Orders', clientId: 'Lw9CeNb4TzXm1VsKh6QyUr3GpD8oFa2J' } as const;

/** The Auth0 Dashboard, as it signs Management API operations. */
export const DASHBOARD_CLIENT = 'mgmtDashboardclientLarkspur00001';

export interface Connection {
  name: string;
  id: string;
  strategy: string;
  strategyType: 'database' | 'social' | 'enterprise' | 'passwordless';
}

export const DATABASE: Connection = {
  name: 'Username-Password-Authentication',
  id: 'con_Yb3KqT8wVzLr5NxC',
  strategy: 'auth0',
  strategyType: 'database',
};
export const GOOGLE: Connection = {
  name: 'google-oauth2',
  id: 'con_Pm6HsJd2RgWc9FuE',
  strategy: 'google-oauth2',
  strategyType: 'social',
};
export const ENTRA: Connection = {
  name: 'harrowgate-entra',
  id: 'con_Tn1XvBa7QkYo4ZeM',
  strategy: 'waad',
  strategyType: 'enterprise',
};
export const SAML: Connection = {
  name: 'tallis-saml',
  id: 'con_Gc5LwUh0DyJi8SpV',
  strategy: 'samlp',
  strategyType: 'enterprise',
};
export const DIRECTORY: Connection = {
  name: 'larkspur-ad',
  id: 'con_Rf9MzEk3CnXt6WbA',
  strategy: 'ad',
  strategyType: 'enterprise',
};
export const EMAIL: Connection = {
  name: 'email',
  id: 'con_Vj4QoGx1HsPd7TyN',
  strategy: 'email',
  strategyType: 'passwordless',
};

export interface Organization {
  id: string;
  name: string;
  displayName: string;
}

export const HARROWGATE: Organization = {
  id: 'org_Qe7YkLb2XwTn5RzC',
  name: 'harrowgate-academy',
  displayName: 'Harrowgate Academy',
};
export const TALLIS: Organization = { id: 'org_Ha3VmSd9GpUf6JxK', name: 'tallis-verlag', displayName: 'Tallis Verlag' };
export const PELLWORM: Organization = {
  id: 'org_Wc8NtEr4BoZy1MqH',
  name: 'pellworm-press',
  displayName: 'Pellworm Press',
};

/** Addresses of Larkspur's own: the servers that fetch tokens, the nightly job, the operators' office. */
export const SERVER_IP = '198.51.100.14';
export const NIGHTLY_IP = '198.51.100.30';
export const OPERATIONS_IP = '2001:db8:1a:7::21';

/** Who changes the tenant's settings. */
export const OPERATOR = {
  user_id: 'google-oauth2|104418820537716690213',
  name: 'Tess Garraway',
  email: 'tess.garraway@larkspur.test',
} as const;
