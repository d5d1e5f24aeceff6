import { z } from 'zod';
import { type Section, secret } from './section.ts';

const seconds = z.coerce.number('is no number').min(1, 'is less than a second').max(60, 'is more than a minute');

export const splunk = {
  title: 'Splunk',
  without: 'Splunk is not searched for what the store does not reach back to',
  schema: z.object({
    SPLUNK_URL: z.url('is no URL').describe('Splunk’s management address, like https://splunk.example.com:8089.'),
    SPLUNK_TOKEN: secret('Authentication token of a user who may search.'),
    SPLUNK_SEARCH: z
      .string()
      .regex(/^[^|[\]`]+$/, 'takes search terms only: no pipe, no subsearch, no macro')
      .default('index=auth0')
      .describe('Where Auth0’s events lie, as search terms.'),
    SPLUNK_NAME_FIELD: field('data.user_name').describe('Field of the name that was typed.'),
    SPLUNK_ID_FIELD: field('data.user_id').describe('Field of the user id.'),
    SPLUNK_SECONDS: seconds.default(10).describe('How long a search may take.'),
  }),
} satisfies Section;

export const sumoLogic = {
  title: 'Sumo Logic',
  without: 'Sumo Logic is not searched for what the store does not reach back to',
  schema: z.object({
    SUMO_URL: z.url('is no URL').describe('Your deployment’s API, like https://api.eu.sumologic.com.'),
    SUMO_ACCESS_ID: secret('Access id.'),
    SUMO_ACCESS_KEY: secret('Access key.'),
    SUMO_SEARCH: z
      .string()
      .regex(/^[^|]+$/, 'takes search terms only: no pipe')
      .default('_sourceCategory=auth0')
      .describe('Where Auth0’s events lie, as search terms.'),
    SUMO_NAME_FIELD: field('data.user_name').describe('JSON path of the name that was typed.'),
    SUMO_ID_FIELD: field('data.user_id').describe('JSON path of the user id.'),
    SUMO_SECONDS: seconds.default(10).describe('How long a search may take.'),
  }),
} satisfies Section;

function field(name: string) {
  return z
    .string()
    .regex(/^[\w.{}-]+$/, 'is no field name')
    .default(name);
}
