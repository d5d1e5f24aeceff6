import { eventType } from '../event/event-types.ts';
import { type Columns, MARKS, type Reading } from '../store/port.ts';
import type { Filter } from './digest.ts';
import { People } from './people.ts';

/** What a type code means for counting. */
export interface RowType {
  code: string;
  outcome: 'success' | 'failure' | 'notice';
  protection: boolean;
  loginAttempt: boolean;
}

/** One event while it is counted. The same object serves every row: nobody may keep it. Texts stand by number. */
export interface Row {
  key: number;
  at: number;
  /** Dated within the week and not after the moment of asking. */
  inWeek: boolean;
  /** Of the part of the tenant that was asked about. */
  wanted: boolean;
  type: RowType;
  failed: boolean;
  login: boolean;
  reuse: boolean;
  verification: boolean;
  /** See people.ts. */
  person: number;
  userId: number;
  identifier: number;
  connection: number;
  clientId: number;
  clientName: number;
  organizationId: number;
  organizationName: number;
  ip: number;
  userAgent: number;
  country: number;
  timeZone: number;
  prompts: number;
  error: number;
}

/** Goes through the columns of a reading row by row. */
export class Rows {
  readonly people: People;
  readonly #reading: Reading;
  readonly #types = new Map<number, RowType>();
  readonly #wanted: (row: Row) => boolean;
  readonly #span: { from: number; to: number };
  readonly #row = {} as Row;

  /** @param span of rows in the week, both ends included */
  constructor(reading: Reading, span: { from: number; to: number }, filter: Filter | undefined) {
    this.#reading = reading;
    this.#span = span;
    this.people = new People(reading.text);
    this.#wanted = filtering(reading, filter);
  }

  each(columns: Columns, see: (row: Row) => void): void {
    const row = this.#row;
    for (let i = 0; i < columns.length; i++) {
      const marks = columns.marks[i]!;
      row.key = columns.key[i]!;
      row.at = columns.at[i]!;
      row.inWeek = row.at >= this.#span.from && row.at <= this.#span.to;
      row.type = this.#typeOf(columns.type[i]!);
      row.failed = (marks & MARKS.failed) !== 0;
      row.login = (marks & MARKS.login) !== 0;
      row.reuse = (marks & MARKS.reuse) !== 0;
      row.verification = (marks & MARKS.verification) !== 0;
      row.userId = columns.userId[i]!;
      row.identifier = columns.identifier[i]!;
      row.person = this.people.of(row.userId, row.identifier);
      row.connection = columns.connection[i]!;
      row.clientId = columns.clientId[i]!;
      row.clientName = columns.clientName[i]!;
      row.organizationId = columns.organizationId[i]!;
      row.organizationName = columns.organizationName[i]!;
      row.ip = columns.ip[i]!;
      row.userAgent = columns.userAgent[i]!;
      row.country = columns.country[i]!;
      row.timeZone = columns.timeZone[i]!;
      row.prompts = columns.prompts[i]!;
      row.error = columns.error[i]!;
      row.wanted = this.#wanted(row);
      see(row);
    }
  }

  #typeOf(number: number): RowType {
    let type = this.#types.get(number);
    if (type === undefined) {
      const { code, outcome, anomalyDetection, loginAttempt } = eventType(this.#reading.text(number)!);
      type = { code, outcome, protection: anomalyDetection, loginAttempt };
      this.#types.set(number, type);
    }
    return type;
  }
}

/** Rows that lack what is asked for are not of it. */
function filtering(reading: Reading, filter: Filter | undefined): (row: Row) => boolean {
  if (filter === undefined) return () => true;
  const number = (text: string | undefined) => (text === undefined ? null : reading.number(text) || -1);
  const [application, connection, organization] = [filter.application, filter.connection, filter.organization].map(
    number,
  );
  return (row) =>
    (application === null || row.clientName === application || row.clientId === application) &&
    (connection === null || row.connection === connection) &&
    (organization === null || row.organizationName === organization || row.organizationId === organization);
}
