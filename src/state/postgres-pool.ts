import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { postgresFault } from './postgres-faults.ts';

/** SQLSTATE's class of violated constraints. */
const CONSTRAINT = '23';

/** A pool whose errors are Faults that name the database. */
export class TellingPool implements PostgresPool {
  readonly #pool: pg.Pool;
  readonly #name: string;

  constructor(pool: pg.Pool, name: string) {
    this.#pool = pool;
    this.#name = name;
  }

  async connect(): Promise<PostgresPoolClient> {
    try {
      return new TellingClient(await this.#pool.connect(), this.#name);
    } catch (error) {
      throw postgresFault(error, this.#name);
    }
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

class TellingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #name: string;
  #isSound = true;

  constructor(client: pg.PoolClient, name: string) {
    this.#client = client;
    this.#name = name;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    sql: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    return typeof sql === 'string'
      ? this.#ask(sql, parameters)
      : this.#client.query(sql as PostgresCursor<R> & pg.Submittable);
  }

  async #ask<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    try {
      const result = await this.#client.query(sql, [...parameters]);
      return result as unknown as PostgresQueryResult<R>;
    } catch (error) {
      // A key that is taken tells those who write at the same moment something, and nobody else.
      if (error instanceof pg.DatabaseError && error.code?.startsWith(CONSTRAINT)) throw error;
      // What is no answer of the server is an error of the connection: nobody else may get it.
      this.#isSound &&= error instanceof pg.DatabaseError;
      throw postgresFault(error, this.#name);
    }
  }

  release(): void {
    this.#client.release(!this.#isSound);
  }
}
