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
};
