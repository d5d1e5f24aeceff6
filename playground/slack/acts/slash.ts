import type { Answer } from '../delivery/answer.ts';
import { slashCommand } from '../payloads/slash-command.ts';
import type { Member } from '../people.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';

/** Sends a slash command, and shows what it was acknowledged with, or that it failed. */
export async function typeCommand(
  workspace: Workspace,
  member: Member,
  { command, text, channel }: { command: string; text: string; channel: string },
): Promise<Answer> {
  const { answers, delivery, url, triggers, messages } = workspace;
  const typed = `${command} ${text}`.trim();
  const occasion = { channel, user: member.id, threadTs: null, typed, original: null };
  const payload = slashCommand(workspace, member, {
    command,
    text,
    channel,
    responseUrl: url + answers.address(occasion),
    trigger: triggers.make(member.id),
  });
  const failed = (error: string) =>
    messages.post({
      channel,
      user: 'USLACKBOT',
      text: `${command} failed with the error "${error}"`,
      ephemeralTo: member.id,
    });
  const answer = await delivery.send('slash_commands', payload);
  if (!answer.acknowledged) failed(answer.why);
  else if (answer.body.text !== undefined || answer.body.blocks !== undefined)
    try {
      answers.answer(occasion, answer.body, answer.sent);
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      failed(error.error);
    }
  return answer;
}
