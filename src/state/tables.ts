import type { Kysely } from 'kysely';

export interface Tables {
  cursor: { name: string; value: string; at: number };
  secret: { name: string; value: string };
  claim: { name: string; owner: string; at: number; outcome: string | null };
}

export type Db = Kysely<Tables>;
