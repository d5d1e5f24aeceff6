import { Fault } from '../errors.ts';

/** SQLSTATE codes, or their classes, that a user can do something about. */
const SENTENCES: Record<string, (name: string) => string> = {
  '08': (name) => `The connection to ${name} broke. What was written is safe; try again when it is back.`,
  '28': (name) => `${name} refuses the user or the password. Check DATABASE_URL.`,
  '3D': (name) => `There is no such database: ${name}. Create it, or check DATABASE_URL.`,
  '42501': (name) => `${name}: this user may not make or change its tables. Let it own the database's public schema.`,
  '53': (name) => `${name} has no room left: disk, memory or connections. Make room and try again.`,
  '25': (name) => `${name} can only be read: it is a standby. Point DATABASE_URL at the primary.`,
  '57': (name) => `${name} is going down or starting up. Try again in a moment.`,
};

/** Errors of the network, by Node's code. */
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);

/** What PostgreSQL or the network says, as a sentence that tells what to do. `name`: the database, for people. */
export function postgresFault(error: unknown, name: string): Fault {
  if (error instanceof Fault) return error;
  const { code, message = String(error) } = (error ?? {}) as { code?: string; message?: string };
  const operator = `state: ${message || code}`;
  if (UNREACHABLE.has(code ?? '') || /timeout exceeded when trying to connect/.test(message)) {
    const sentence = `${name} does not answer. Check that it runs and that DATABASE_URL is right.`;
    return new Fault('store', sentence, { operator, cause: error });
  }
  const broken = code === 'ECONNRESET' || code === 'EPIPE' || /terminated|timeout|not queryable/.test(message);
  const state = broken ? '08' : (code ?? '');
  const sentence = (SENTENCES[state] ?? SENTENCES[state.slice(0, 2)])?.(name);
  return new Fault('store', sentence ?? `${name} failed.`, { operator, cause: error });
}
