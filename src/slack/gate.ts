import { randomBytes } from 'node:crypto';
import { asFault, Fault } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { subjectHash } from '../privacy.ts';
import type { Audit, AuditAction } from '../state/port.ts';
import type { Access } from './access.ts';
import type { Asker } from './asker.ts';
import type { Caps } from './caps.ts';
import { failed, refused, tooMany } from './notices.ts';
import type { Reply } from './reply.ts';

/** Something that somebody wants to see or do. */
export interface Act {
  action: AuditAction;
  asker: Asker;
  /** Whom it is about, as typed; null where it is about nobody. */
  subject: string | null;
  ticket: string | null;
  /** Where refusals and errors are told. */
  reply: Reply;
}

/** What came of it, for the audit, and the showing of it, which happens only once the audit has it. */
export interface Done {
  outcome: string;
  show(): Promise<void>;
}

export interface GateParts {
  access: Access;
  caps: Caps;
  audit: Audit;
  /** Makes the hashes by which the audit names people. */
  key: () => Promise<string>;
  metrics: Metrics;
  log: Log;
  now(): number;
}

/**
 * The one way to anything about a person: may this asker, not too often, written into the audit before it is shown,
 * and whatever goes wrong told as a sentence with a reference that the log has too.
 */
export class Gate {
  readonly #parts: GateParts;

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** Never throws. */
  async run(act: Act, work: () => Promise<Done>): Promise<void> {
    const { access, caps, metrics, log, now } = this.#parts;
    const ref = randomBytes(3).toString('hex');
    const started = now();
    try {
      const wait = caps.take(act.asker.user);
      if (wait !== null) {
        await this.#write(act, 'refused too_many', ref);
        metrics.questions.inc({ outcome: 'refused' });
        return await act.reply.show(tooMany(caps.perMinute, wait));
      }
      const refusal = await access.refuses(act.asker);
      if (refusal !== null) {
        await this.#write(act, `refused ${refusal.why}`, ref);
        log.info({ ref, action: act.action, why: refusal.why }, 'refused');
        metrics.questions.inc({ outcome: 'refused' });
        return await act.reply.show(refused(refusal, ref));
      }
      const done = await work();
      await this.#write(act, done.outcome, ref);
      await done.show();
      metrics.questions.inc({ outcome: 'answered' });
      metrics.answerSeconds.observe((now() - started) / 1000);
      log.info({ ref, action: act.action, outcome: done.outcome, ms: now() - started }, 'answered');
    } catch (error) {
      await this.#fail(act, error, ref);
    }
  }

  async #fail(act: Act, error: unknown, ref: string): Promise<void> {
    const { metrics, log } = this.#parts;
    const fault = asFault(error);
    metrics.questions.inc({ outcome: 'failed' });
    const level = fault.code === 'bad_request' || fault.code === 'stopping' ? 'info' : 'error';
    log[level]({ ref, action: act.action, code: fault.code, problem: fault.operator }, 'not answered');
    // What was shown is audited; that nothing was shown may stand in the log alone.
    await this.#write(act, `failed ${fault.code}`, ref).catch(() => undefined);
    await act.reply.show(failed(fault, ref));
  }

  async #write({ action, asker, subject, ticket }: Act, outcome: string, ref: string): Promise<void> {
    const { audit, key } = this.#parts;
    try {
      const hash = subject === null ? null : subjectHash(await key(), subject);
      await audit.append({ action, actor: asker.user, place: asker.channel, subject: hash, ticket, outcome, ref });
    } catch (error) {
      throw new Fault(
        'store',
        'The audit cannot be written, so I show nothing. Whoever runs this bot finds the reason in the log.',
        { operator: `the audit: ${(error as Error).message}`, cause: error },
      );
    }
  }
}
