import { DuckDBInstance } from '@duckdb/node-api';

/**
 * The numbers of a digest counted a second time, in SQL over the raw NDJSON, from the definitions alone: nothing of
 * src/ is used here. What needs a cause of failure is recounted elsewhere (agreement.ts).
 */

/** Type codes as Auth0's catalog has them: login attempts that succeed and that fail, and attack protection. */
const SUCCESSES = 's scoa sdel sens seoobft seotpft sepft sepkoobft sepkotpft sepkrcft sercft'.split(' ');
const FAILURES = 'f fc fcoa fens feoobft feotpft fepft fepotpft fercft fp fu'.split(' ');
const PROTECTION = 'limit_mu limit_phone limit_sul limit_wc pwd_leak reset_pwd_leak signup_pwd_leak'.split(' ');

/** The zone of countries that some rows name without a zone: only Iceland's here. */
const ZONE_OF_COUNTRY = `CASE region WHEN 'IS' THEN 'Atlantic/Reykjavik' END`;

const codes = (list: readonly string[]) => list.map((code) => `'${code}'`).join(', ');

/** Browsers and systems as people name them, out of "Mobile Safari 18.6.0 / iOS 18.6.0". */
const DEVICE = `
  CASE WHEN user_agent IS NULL OR user_agent LIKE 'Other %' THEN 'unknown' ELSE
    regexp_replace(regexp_extract(user_agent, '^(?:Mobile )?(.*?)(?: Mobile)? [0-9.]+ / ', 1), '^$', 'unknown')
    || ' on ' ||
    CASE regexp_extract(user_agent, ' / (.*) [0-9.]+$', 1)
      WHEN 'Mac OS X' THEN 'macOS' WHEN 'Ubuntu' THEN 'Linux' ELSE regexp_extract(user_agent, ' / (.*) [0-9.]+$', 1) END
  END`;

const TABLES = (path: string, at: string) => `
  CREATE TABLE raw AS SELECT * FROM read_json('${path}', format = 'newline_delimited', columns = {
    date: 'TIMESTAMPTZ', type: 'VARCHAR', user_id: 'VARCHAR', user_name: 'VARCHAR', client_name: 'VARCHAR',
    connection: 'VARCHAR', ip: 'VARCHAR', user_agent: 'VARCHAR', organization_name: 'VARCHAR', location_info: 'JSON',
    details: 'JSON', log_id: 'VARCHAR' });
  CREATE TABLE event AS
    SELECT date AS stamp, type, coalesce(nullif(user_id, ''), lower(nullif(user_name, ''))) AS person,
      lower(nullif(user_name, '')) AS name, ip, client_name, organization_name,
      coalesce(nullif(connection, ''), details ->> '$.prompts[0].connection') AS connection,
      coalesce(location_info ->> '$.country_code', 'unknown') AS region, location_info ->> '$.time_zone' AS own_zone,
      ${DEVICE} AS device,
      type = 'ssa' OR (type IN ('s', 'scoa', 'sens') AND json_array_length(details -> '$.prompts') = 0) AS reuse,
      details ->> '$.error.oauthError' AS error,
      coalesce((details ->> '$.requiresVerification')::BOOLEAN, false) AS verification
    FROM raw WHERE date <= TIMESTAMPTZ '${at}'
    QUALIFY row_number() OVER (PARTITION BY log_id) = 1;
  CREATE VIEW login AS SELECT * FROM event WHERE type IN (${codes(SUCCESSES)}) AND NOT coalesce(reuse, false);
  CREATE VIEW failure AS
    SELECT * FROM event WHERE type IN (${codes(FAILURES)}) AND coalesce(error, '') <> 'mfa_required';`;

export interface Recounted {
  volume: Record<string, { now: number; before: number; change: number | null }>;
  primeTimes: { region: string; zone: string | null; peak: { weekday: number; hour: number }; hours: number[] }[];
  audience: Record<string, { name: string; people: number; logins: number; share: number; change: number | null }[]>;
  signupToFirstLogin: { within1h: number | null; within24h: number | null; never: number | null };
  passwordReset: { asked: number; finished: number };
  actors: { failures: number; people: number; gotIn: number; blocked: number }[];
  protection: { type: string; events: number; people: number; ips: number; before: number }[];
  events: number;
  gaps: { from: string; to: string }[];
}

type Row = Record<string, string | number | boolean | null>;
type Span = readonly [from: string, to: string];

export class Recount {
  readonly #query: (sql: string) => Promise<Row[]>;
  readonly #at: string;

  private constructor(query: (sql: string) => Promise<Row[]>, at: string) {
    this.#query = query;
    this.#at = at;
  }

  /** @param path NDJSON as the Management API writes it; @param at nothing after it is seen, ISO 8601 */
  static async of(path: string, at: string): Promise<Recount> {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run("SET timezone = 'UTC'");
    await connection.run(TABLES(path, at));
    const query = async (sql: string) =>
      (await connection.runAndReadAll(sql)).getRowObjectsJson().map(
        (row) =>
          Object.fromEntries(
            // Whole numbers of 64 bits come as text.
            Object.entries(row).map(([name, value]) => [name, /^-?\d+$/.test(String(value)) ? Number(value) : value]),
          ) as Row,
      );
    return new Recount(query, at);
  }

  async week(week: string, zone: string): Promise<Recounted> {
    const now = await this.#span(week, zone, 0);
    const before = await this.#span(week, zone, -1);
    return {
      volume: await this.#volume(now, before),
      primeTimes: await this.#primeTimes(now, zone),
      audience: await this.#audience(now, before),
      signupToFirstLogin: await this.#signups(now),
      passwordReset: await this.#resets(now),
      actors: await this.#actors(now),
      protection: await this.#protection(now, before),
      events: await this.#one(`SELECT count(*) AS n FROM event WHERE ${within(now)}`),
      gaps: await this.#gaps(now, zone),
    };
  }

  async #one(sql: string): Promise<number> {
    return Number((await this.#query(sql))[0]!.n);
  }

  async #span(week: string, zone: string, weeks: number): Promise<Span> {
    const monday = (offset: number) =>
      `epoch_ms(timezone('${zone}', strptime('${week}-1', '%G-W%V-%u') + to_weeks(${weeks + offset})))`;
    const [row] = await this.#query(`SELECT ${monday(0)} AS first, ${monday(1)} AS last`);
    const iso = (at: unknown) => new Date(Number(at)).toISOString();
    return [iso(row!.first), iso(row!.last)];
  }

  async #volume(now: Span, before: Span): Promise<Recounted['volume']> {
    const counted = async (span: Span) => {
      const week = within(span);
      const logins = await this.#one(`SELECT count(*) AS n FROM login WHERE ${week}`);
      const failedAttempts = await this.#one(`SELECT count(*) AS n FROM failure WHERE ${week}`);
      const people = await this.#one(`SELECT count(DISTINCT person) AS n FROM login WHERE ${week}`);
      const newPeople = await this.#one(
        `SELECT count(*) AS n FROM (SELECT person, min(stamp) AS stamp FROM login WHERE person IS NOT NULL GROUP BY person) WHERE ${week}`,
      );
      return {
        logins,
        failedAttempts,
        failureRate: logins + failedAttempts === 0 ? 0 : failedAttempts / (logins + failedAttempts),
        signups: await this.#one(`SELECT count(*) AS n FROM event WHERE type = 'ss' AND ${week}`),
        people,
        newPeople,
        returningPeople: people - newPeople,
        reuse: await this.#one(`SELECT count(*) AS n FROM event WHERE reuse AND ${week}`),
      };
    };
    const [a, b] = [await counted(now), await counted(before)];
    return Object.fromEntries(
      Object.keys(a).map((name) => {
        const key = name as keyof typeof a;
        const rate = key === 'failureRate';
        const none = rate ? b.logins + b.failedAttempts === 0 : b[key] === 0;
        const change = none ? null : rate ? a[key] - b[key] : (a[key] - b[key]) / b[key];
        return [name, { now: a[key], before: b[key], change }];
      }),
    );
  }

  /**
   * On the clocks of the login's own zone, else of the zone most used in its region, else of its country's, else of the
   * tenant's.
   */
  async #primeTimes(now: Span, zone: string): Promise<Recounted['primeTimes']> {
    const rows = await this.#query(`
      WITH used AS (SELECT region, own_zone, count(*) AS logins FROM login WHERE ${within(now)} AND own_zone IS NOT NULL GROUP BY ALL),
      most AS (SELECT region, first(own_zone ORDER BY logins DESC, own_zone) AS zone FROM used GROUP BY region),
      usual AS (SELECT DISTINCT region, coalesce(most.zone, ${ZONE_OF_COUNTRY.replace('region', 'login.region')}) AS zone
        FROM login LEFT JOIN most USING (region)),
      local AS (SELECT login.region, person, usual.zone AS zone,
          timezone(coalesce(own_zone, usual.zone, '${zone}'), stamp) AS stamp
        FROM login LEFT JOIN usual ON usual.region = login.region WHERE ${within(now)}),
      region AS (SELECT region, any_value(zone) AS zone, count(DISTINCT person) AS people FROM local GROUP BY region),
      ranked AS (SELECT *, row_number() OVER (ORDER BY people DESC, region) AS place FROM region WHERE people >= 5)
      SELECT coalesce(ranked.region, 'other') AS name, any_value(ranked.zone) AS zone,
        min(coalesce(ranked.place, 99)) AS place,
        [len(list_filter(list((isodow(local.stamp) - 1) * 24 + hour(local.stamp)), lambda h: h = slot)) FOR slot IN range(168)] AS hours
      FROM local LEFT JOIN ranked ON ranked.region = local.region AND ranked.place <= 10
      GROUP BY coalesce(ranked.region, 'other') ORDER BY place`);
    return rows.map(({ name, zone: own, hours: list }) => {
      const hours = (list as unknown as (string | number)[]).map(Number);
      const busiest = hours.indexOf(Math.max(...hours));
      const known = name === 'other' ? null : (own ?? zone);
      return {
        region: String(name),
        zone: known === null ? null : String(known),
        peak: { weekday: Math.floor(busiest / 24) + 1, hour: busiest % 24 },
        hours,
      };
    });
  }

  async #audience(now: Span, before: Span): Promise<Recounted['audience']> {
    const dimensions = {
      applications: "coalesce(client_name, 'unknown')",
      connections: "coalesce(connection, 'unknown')",
      regions: 'region',
      devices: 'device',
      organizations: 'organization_name',
    };
    const all = await this.#one(`SELECT count(*) AS n FROM login WHERE ${within(now)}`);
    const divide = async (segment: string) => {
      const rows = await this.#query(`
        WITH here AS (SELECT ${segment} AS segment, person FROM login WHERE ${within(now)} AND ${segment} IS NOT NULL),
        sized AS (SELECT segment, count(DISTINCT person) AS people FROM here GROUP BY segment),
        listed AS (SELECT segment FROM sized WHERE people >= 5 ORDER BY people DESC, segment LIMIT 10),
        named AS (SELECT CASE WHEN segment IN (FROM listed) THEN segment ELSE 'other' END AS name, person FROM here),
        earlier AS (SELECT CASE WHEN ${segment} IN (FROM listed) THEN ${segment} ELSE 'other' END AS name, count(*) AS logins
          FROM login WHERE ${within(before)} AND ${segment} IS NOT NULL GROUP BY 1)
        SELECT named.name, count(DISTINCT person) AS people, count(*) AS logins, any_value(coalesce(earlier.logins, 0)) AS before
        FROM named LEFT JOIN earlier USING (name) GROUP BY named.name
        ORDER BY named.name = 'other', people DESC, named.name`);
      return rows.map((row) => {
        const [people, logins, earlier] = [Number(row.people), Number(row.logins), Number(row.before)];
        const change = earlier === 0 ? null : (logins - earlier) / earlier;
        return { name: String(row.name), people, logins, share: logins / all, change };
      });
    };
    const parts: Recounted['audience'] = {};
    for (const [name, segment] of Object.entries(dimensions)) parts[name] = await divide(segment);
    return parts;
  }

  async #signups(now: Span): Promise<Recounted['signupToFirstLogin']> {
    const [row] = await this.#query(`
      WITH signup AS (SELECT person, min(stamp) AS stamp FROM event WHERE type = 'ss' AND ${within(now)} GROUP BY person),
      followed AS (SELECT s.stamp, (SELECT min(l.stamp) FROM login l WHERE l.person = s.person AND l.stamp >= s.stamp AND l.stamp < ${dayAfter(now)}) AS login
        FROM signup s)
      SELECT avg((login <= stamp + INTERVAL 1 hour)::INT) FILTER (${over('1 hour', this.#at)}) AS hour,
        avg(coalesce(login <= stamp + INTERVAL 24 hour, false)::INT) FILTER (${over('24 hour', this.#at)}) AS day,
        avg((login IS NULL)::INT) FILTER (${over('24 hour', this.#at)}) AS never FROM followed`);
    const number = (value: Row[string] | undefined) => (value === null || value === undefined ? null : Number(value));
    return { within1h: number(row!.hour), within24h: number(row!.day), never: number(row!.never) };
  }

  async #resets(now: Span): Promise<Recounted['passwordReset']> {
    const [row] = await this.#query(`
      WITH asked AS (SELECT person, max(stamp) AS last FROM event WHERE type = 'scpr' AND ${within(now)} GROUP BY person)
      SELECT count(*) AS asked, count(*) FILTER (EXISTS (
          SELECT 1 FROM event a JOIN event d ON d.person = a.person AND d.type = 'scp' AND d.stamp >= a.stamp AND d.stamp <= a.stamp + INTERVAL 24 hour
          WHERE a.person = asked.person AND a.type = 'scpr' AND a.stamp >= '${now[0]}' AND a.stamp < '${now[1]}')) AS finished
      FROM asked WHERE last + INTERVAL 24 hour <= TIMESTAMPTZ '${this.#at}'`);
    return { asked: Number(row!.asked), finished: Number(row!.finished) };
  }

  async #actors(now: Span): Promise<Recounted['actors']> {
    const rows = await this.#query(`
      SELECT ip, count(*) AS failures, count(DISTINCT person) AS people,
        (SELECT count(DISTINCT l.person) FROM login l WHERE l.ip = f.ip AND ${within(now, 'l.')}) AS gotIn,
        (SELECT count(*) FROM event p WHERE p.ip = f.ip AND p.type IN (${codes(PROTECTION)}) AND ${within(now, 'p.')}) AS blocked
      FROM failure f WHERE ${within(now)} AND ip IS NOT NULL GROUP BY ip HAVING people >= 5 ORDER BY people DESC, ip`);
    return rows.map((row) => ({
      failures: Number(row.failures),
      people: Number(row.people),
      gotIn: Number(row.gotIn),
      blocked: Number(row.blocked),
    }));
  }

  async #protection(now: Span, before: Span): Promise<Recounted['protection']> {
    const kept = `(type IN (${codes([...PROTECTION, 'ublkdu'])}) OR (type = 'pla' AND verification))`;
    const rows = await this.#query(`
      SELECT type, count(*) FILTER (${within(now)}) AS events, count(DISTINCT person) FILTER (${within(now)}) AS people,
        count(DISTINCT ip) FILTER (${within(now)}) AS ips, count(*) FILTER (${within(before)}) AS before
      FROM event WHERE ${kept} AND (${within(now)} OR ${within(before)}) GROUP BY type ORDER BY type`);
    return rows.map((row) => ({
      type: String(row.type),
      events: Number(row.events),
      people: Number(row.people),
      ips: Number(row.ips),
      before: Number(row.before),
    }));
  }

  async #gaps(now: Span, zone: string): Promise<Recounted['gaps']> {
    const rows = await this.#query(`
      WITH hour AS (SELECT unnest(generate_series(TIMESTAMPTZ '${now[0]}', TIMESTAMPTZ '${now[1]}' - INTERVAL 1 hour, INTERVAL 1 hour)) AS stamp),
      looked AS (SELECT stamp, [timezone('${zone}', timezone('${zone}', stamp) - to_weeks(k)) FOR k IN [1, 2, 3, 4]] AS earlier FROM hour
        WHERE stamp + INTERVAL 1 hour <= TIMESTAMPTZ '${this.#at}'),
      usual AS (SELECT looked.stamp, unnest(earlier) AS from_at FROM looked)
      SELECT epoch_ms(u.stamp) AS stamp FROM usual u
      LEFT JOIN (SELECT date_trunc('hour', stamp) AS h, count(*) AS n FROM event GROUP BY 1) e ON e.h = u.from_at
      WHERE NOT EXISTS (SELECT 1 FROM event x WHERE x.stamp >= u.stamp AND x.stamp < u.stamp + INTERVAL 1 hour)
      GROUP BY u.stamp HAVING sum(coalesce(e.n, 0)) / 4 >= 20 ORDER BY u.stamp`);
    const gaps: { from: number; to: number }[] = [];
    for (const at of rows.map((row) => Number(row.stamp))) {
      const last = gaps.at(-1);
      if (last?.to === at) last.to += 3_600_000;
      else gaps.push({ from: at, to: at + 3_600_000 });
    }
    const iso = (at: number) => new Date(at).toISOString();
    return gaps.map(({ from, to }) => ({ from: iso(from), to: iso(to) }));
  }
}

function within([from, to]: Span, table = ''): string {
  return `${table}stamp >= TIMESTAMPTZ '${from}' AND ${table}stamp < TIMESTAMPTZ '${to}'`;
}

function dayAfter([, to]: Span): string {
  return `TIMESTAMPTZ '${to}' + INTERVAL 24 hour`;
}

function over(span: string, at: string): string {
  return `WHERE stamp + INTERVAL ${span} <= TIMESTAMPTZ '${at}'`;
}
