import { z } from 'zod';
import { type Section, secret } from './section.ts';

export const auth0 = {
  title: 'Auth0',
  without: 'logs come from files and log streams only, and answers cannot say what Auth0 knows at the moment',
  schema: z.object({
    AUTH0_DOMAIN: z
      .string()
      .regex(/^(?=.{4,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'is no host name; like this: example.eu.auth0.com')
      .describe('The tenant’s own domain, like example.eu.auth0.com (Applications → your application → Settings).'),
    AUTH0_CLIENT_ID: z
      .string()
      .regex(/^[\w-]{8,128}$/, 'is no client id: that is letters and digits (Applications → your application)')
      .describe('Client id of a machine-to-machine application that may read (docs/sources.md lists the scopes).'),
    AUTH0_CLIENT_SECRET: secret('Client secret of that application.'),
    AUTH0_AUDIENCE: z
      .url('is no URL; like this: https://example.eu.auth0.com/api/v2/')
      .optional()
      .describe('Identifier of the Management API; needed where AUTH0_DOMAIN is a custom domain.'),
    AUTH0_API_URL: z.url('is no URL').optional().describe('Another address of the tenant, for tests.'),
    AUTH0_POLLING: z
      .enum(['on', 'off'], 'is neither on nor off')
      .default('on')
      .describe('Whether logs are fetched: on or off. Leave it on beside a log stream, to repair its gaps.'),
  }),
} satisfies Section;

export const streams = {
  title: 'Log streams',
  without: 'nothing is taken in at /auth0/events; logs are fetched instead',
  schema: z.object({
    AUTH0_STREAM_TOKEN: secret('The stream’s “Authorization Token”: what Auth0 sends in the Authorization header.')
      .min(16, 'is too short to be safe: take 16 characters or more')
      .optional(),
    AUTH0_EVENTBRIDGE_KEY: secret('Key that an EventBridge API destination sends.')
      .min(16, 'is too short to be safe: take 16 characters or more')
      .optional(),
    AUTH0_EVENTBRIDGE_HEADER: z
      .string()
      .regex(/^[\w-]+$/, 'is no header name')
      .default('x-api-key')
      .describe('Header that carries the EventBridge key.'),
  }),
} satisfies Section;
