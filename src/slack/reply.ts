import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { AnyBlock, Message } from './blocks.ts';
import { modal } from './blocks.ts';
import type { SlackClients } from './clients.ts';
import { undelivered } from './notices.ts';
import { post } from './posting.ts';

/** Shows something to one person alone. Never throws: what cannot be shown is logged. */
export interface Reply {
  show(message: Message): Promise<void>;
}

/** What a reply goes through. */
type Speaking = SlackClients & { log: Log };

const TIMEOUT = 5_000;
const PAUSE = 300;
const LONGEST_PAUSE = 3_000;

/** Where a person acted, as Slack's payloads say it. */
interface Spot {
  user: string;
  channel: string | null;
  responseUrl: string | null;
}

/**
 * Replies where somebody typed or pressed. Slack's response_url works in every channel, five times within half an hour;
 * where it fails, an ephemeral message of the bot, and at last a direct message that says to ask again.
 * @param replace shows it in place of what stands there: the waiting note, or the answer whose button was pressed
 */
export function replyAt(desk: Speaking, spot: Spot, { replace }: { replace: boolean }): Reply {
  return {
    async show(message) {
      if (spot.responseUrl !== null && (await throughUrl(desk, spot.responseUrl, message, replace))) return;
      if (spot.channel !== null && (await asEphemeral(desk, spot.user, spot.channel, message))) return;
      try {
        await post(desk.posting, spot.user, undelivered(spot.channel));
      } catch (error) {
        desk.log.error({ problem: String(error) }, 'an answer could not be shown anywhere');
      }
    },
  };
}

async function throughUrl(desk: Speaking, url: string, message: Message, replace: boolean): Promise<boolean> {
  return sendTo(desk, url, { response_type: 'ephemeral', replace_original: replace, ...message });
}

/**
 * Sends to a response_url. False where Slack does not take it.
 * @param once where a second try could show a thing twice; else a private reply is tried twice
 */
export async function sendTo(desk: Speaking, url: string, body: object, { once = false } = {}): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    const { status, wait, problem } = await sent(url, body);
    if (status === 200) return true;
    desk.log.warn({ status, problem, tries }, 'Slack did not take a reply');
    if (once || tries === 2 || (status !== null && status < 500 && status !== 429) || wait > LONGEST_PAUSE)
      return false;
    await sleep(wait);
  }
}

async function sent(
  url: string,
  body: object,
): Promise<{ status: number | null; wait: number; problem: string | null }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const seconds = Number(response.headers.get('retry-after'));
    const text = await response.text();
    const refused = !response.ok || text.includes('"ok":false');
    return {
      // Some refusals come with 200 and say so inside.
      status: refused && response.ok ? 400 : response.status,
      wait: seconds > 0 ? seconds * 1000 : PAUSE,
      problem: refused ? text.slice(0, 120) : null,
    };
  } catch (error) {
    return { status: null, wait: PAUSE, problem: (error as Error).message };
  }
}

async function asEphemeral(desk: Speaking, user: string, channel: string, { text, blocks }: Message): Promise<boolean> {
  try {
    await desk.asking.chat.postEphemeral({ channel, user, text, blocks });
    return true;
  } catch (error) {
    desk.log.warn({ problem: String(error) }, 'an ephemeral message could not be posted either');
    return false;
  }
}

/** Replies in a modal that is open: it was opened with a note to wait, as a trigger lives three seconds. */
export function replyInView(
  desk: Speaking,
  viewId: string,
  title: string,
  { callbackId = 'shown', ...more }: { callbackId?: string; metadata?: string; submit?: string } = {},
): Reply {
  return {
    async show({ blocks }) {
      try {
        await desk.asking.views.update({ view_id: viewId, view: modal(callbackId, title, blocks, more) });
      } catch (error) {
        desk.log.warn({ problem: String(error) }, 'a modal could not be updated: closed, or Slack refused it');
      }
    },
  };
}

/** Opens a modal, or puts one on top of an open one, with something to look at meanwhile. Null where Slack refuses. */
export async function openView(
  desk: Speaking,
  triggerId: string,
  { title, blocks, onTop }: { title: string; blocks: AnyBlock[]; onTop: boolean },
): Promise<string | null> {
  const view = modal('shown', title, blocks);
  try {
    const opened = onTop
      ? await desk.asking.views.push({ trigger_id: triggerId, view })
      : await desk.asking.views.open({ trigger_id: triggerId, view });
    return opened.view?.id ?? null;
  } catch (error) {
    desk.log.warn({ problem: String(error) }, 'a modal could not be opened');
    return null;
  }
}
