import type { Answer } from '../delivery/answer.ts';
import type { Message } from '../messages.ts';
import { globalShortcut, messageShortcut } from '../payloads/shortcuts.ts';
import type { Member } from '../people.ts';
import { occasionOf } from '../response-url.ts';
import type { Workspace } from '../workspace.ts';

/** Uses a shortcut, on a message where there is one. Ephemeral messages have no menu. */
export async function useShortcut(
  workspace: Workspace,
  member: Member,
  callbackId: string,
  message: Message | undefined,
): Promise<Answer> {
  const { delivery, triggers, answers, url } = workspace;
  const trigger = triggers.make(member.id);
  if (!message) return delivery.send('interactive', globalShortcut(workspace, member, callbackId, trigger));
  if (message.ephemeralTo !== null) throw new Error('An ephemeral message offers no shortcuts');
  const responseUrl = url + answers.address({ ...occasionOf(message, member.id), original: null });
  const done = { callbackId, trigger, responseUrl };
  return delivery.send('interactive', messageShortcut(workspace, member, message, done));
}
