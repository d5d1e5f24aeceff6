import type { Kysely, Migration } from 'kysely';

/** In order of their names. One that has been released is never changed. Types that SQLite and PostgreSQL share. */
export const MIGRATIONS: Record<string, Migration> = {
  '001-cursors-claims-secrets': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('cursor')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('claim')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('owner', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('outcome', 'text')
        .execute();
      await db.schema
        .createTable('secret')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .execute();
    },
  },
  '002-audit-feedback-watches': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('audit')
        .addColumn('seq', 'bigint', (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('place', 'text')
        .addColumn('subject', 'text')
        .addColumn('ticket', 'text')
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('ref', 'text', (column) => column.notNull())
        .addColumn('previous', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('audit_checkpoint')
        .addColumn('seq', 'bigint', (column) => column.primaryKey())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('signature', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('feedback')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('verdict', 'text', (column) => column.notNull())
        .addColumn('expected', 'text')
        .addColumn('comment', 'text', (column) => column.notNull())
        .addColumn('log_ids', 'text', (column) => column.notNull())
        .addColumn('version', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('watch')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('ts', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('until', 'bigint', (column) => column.notNull())
        .addColumn('question', 'text', (column) => column.notNull())
        .addColumn('shown', 'text', (column) => column.notNull())
        .addColumn('owner', 'text')
        .addColumn('lease', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
  '003-incidents': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('incident')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('opened_at', 'bigint', (column) => column.notNull())
        .addColumn('over_at', 'bigint')
        .addColumn('view', 'text', (column) => column.notNull())
        .addColumn('channel', 'text')
        .addColumn('ts', 'text')
        .addColumn('link', 'text')
        .addColumn('copy', 'integer', (column) => column.notNull())
        .addColumn('repeated', 'integer', (column) => column.notNull())
        .addColumn('shown', 'text', (column) => column.notNull())
        .addColumn('acknowledged_by', 'text')
        .addColumn('acknowledged_at', 'bigint')
        .addColumn('acknowledged_until', 'bigint')
        .addColumn('snoozed_by', 'text')
        .addColumn('snoozed_until', 'bigint')
        .addColumn('dismissed_by', 'text')
        .addColumn('questions', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('mute')
        .addColumn('signature', 'text', (column) => column.primaryKey())
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('until', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('memory')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
  '004-leases': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('lease')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('owner', 'text', (column) => column.notNull())
        .addColumn('until', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
  '005-digests': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('subscription')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('filter', 'text', (column) => column.notNull())
        .addColumn('weekday', 'integer', (column) => column.notNull())
        .addColumn('time', 'text', (column) => column.notNull())
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('digest')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('week', 'text', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('ts', 'text')
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
  '006-watch-place': {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('watch').addColumn('place', 'text').execute();
    },
  },
  '007-tombstones': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('tombstone')
        .addColumn('hash', 'text', (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('until', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
};
