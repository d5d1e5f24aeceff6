import { userInfo } from 'node:os';
import { type ForgetOptions, forgetCommand } from '../cli/forget.ts';
import { baseConfig } from '../config.ts';
import { decodeQuestion, subjectOf } from '../slack/answer/question.ts';
import type { Subject } from '../why/subject.ts';
import { around, managementApi } from './sources.ts';
import { storesOf } from './stores.ts';

export async function runForget(who: string, options: ForgetOptions): Promise<void> {
  const stores = storesOf();
  const store = await stores.events({ readOnly: !options.yes });
  try {
    const state = await stores.state();
    await forgetCommand(who, options, {
      store,
      state,
      live: around(store, { api: managementApi() }).live,
      watched,
      retentionDays: baseConfig().WHYLOGIN_RETENTION_DAYS,
      actor: operator(),
      now: Date.now,
      out: process.stdout,
      err: process.stderr,
    }).finally(() => state.close());
  } finally {
    await store.close();
  }
}

function watched(question: string): Subject | null {
  try {
    return subjectOf(decodeQuestion(question));
  } catch {
    // Of a version that wrote questions otherwise: it ends within minutes.
    return null;
  }
}

/** Whoever is logged in on this machine; in a container there may be a number only. */
function operator(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
