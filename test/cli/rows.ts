import { DAY, logId, START } from '../store/events.ts';

/** A log row as the Management API gives it: a wrong password of one of 50 people. */
function row(number: number): Record<string, unknown> {
  return {
    date: new Date(START + number * 1_000).toISOString(),
    type: number % 3 === 0 ? 's' : 'fp',
    description: number % 3 === 0 ? null : 'Wrong email or password.',
    connection: 'Customers',
    client_id: 'Hq2yVn8TzKcW5rJ0dLm7XsB4gFp1UeA9',
    client_name: 'Garden Shop',
    ip: `198.51.100.${number % 200}`,
    user_agent: 'Chrome 128.0.0 / Windows 10.0.0',
    user_id: `auth0|${String(number % 50).padStart(24, '0')}`,
    user_name: `person${number % 50}@example.com`,
    log_id: logId(number),
    details: { session_id: `session-${number}` },
  };
}

export function lines(count: number, first = 0): string {
  return Array.from({ length: count }, (_, i) => `${JSON.stringify(row(first + i))}\n`).join('');
}

/** When the rows of `lines` are asked about. */
export const ASKED = new Date(START + DAY).toISOString();
