import type { Kysely } from 'kysely';

export interface AuditTable {
  seq: number;
  at: number;
  action: string;
  actor: string;
  place: string | null;
  subject: string | null;
  ticket: string | null;
  outcome: string;
  ref: string;
  previous: string;
  hash: string;
}

export interface IncidentTable {
  id: string;
  opened_at: number;
  over_at: number | null;
  view: string;
  channel: string | null;
  ts: string | null;
  link: string | null;
  copy: number;
  repeated: number;
  shown: string;
  acknowledged_by: string | null;
  acknowledged_at: number | null;
  acknowledged_until: number | null;
  snoozed_by: string | null;
  snoozed_until: number | null;
  dismissed_by: string | null;
  questions: number;
}

export interface Tables {
  cursor: { name: string; value: string; at: number };
  secret: { name: string; value: string };
  claim: { name: string; owner: string; at: number; outcome: string | null };
  lease: { name: string; owner: string; until: number };
  audit: AuditTable;
  audit_checkpoint: { seq: number; hash: string; at: number; signature: string };
  feedback: {
    id: string;
    at: number;
    actor: string;
    subject: string;
    verdict: string;
    expected: string | null;
    comment: string;
    log_ids: string;
    version: string;
  };
  tombstone: { hash: string; at: number; until: number };
  watch: {
    id: string;
    actor: string;
    channel: string;
    ts: string;
    place: string | null;
    at: number;
    until: number;
    question: string;
    shown: string;
    owner: string | null;
    lease: number;
  };
  incident: IncidentTable;
  mute: { signature: string; by: string; until: number };
  memory: { name: string; body: string; at: number };
  subscription: {
    id: string;
    channel: string;
    filter: string;
    weekday: number;
    time: string;
    by: string;
    at: number;
  };
  digest: { id: string; channel: string; week: string; body: string; ts: string | null; at: number };
}

export type Db = Kysely<Tables>;
