import { problemsInMessage } from './block-schema/check.ts';
import { asLine, type Problem } from './block-schema/problems.ts';
import { ROOM, sizeOf } from './block-schema/size.ts';
import type { Files } from './files.ts';
import { isObject, type JsonObject, objects, textOf } from './json.ts';
import { MESSAGE_TEXT } from './limits.ts';
import { SlackError } from './slack-error.ts';

/** What is said in a message, as an app sends it. */
export interface Content {
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
}

/** A refusal in the form that messages get it; views get `invalid_arguments` without `errors`. */
export function refusal(error: string, problems: readonly Problem[]): SlackError {
  const errors = problems.map(asLine);
  return new SlackError(error, {
    ...(error === 'invalid_blocks' && { errors }),
    response_metadata: { messages: errors.map((line) => `[ERROR] ${line}`) },
  });
}

/** Text and blocks that Slack would take; throws what it would answer otherwise. */
export function checkedContent(
  { text = '', blocks, attachments }: Content,
  files: Files,
): { text: string; blocks: JsonObject[] } {
  if (text.length > MESSAGE_TEXT) throw new SlackError('msg_too_long');
  if (blocks !== undefined && !Array.isArray(blocks)) throw new SlackError('invalid_blocks_format');
  const list = objects(blocks);
  if (text === '' && list.length === 0 && objects(attachments).length === 0) throw new SlackError('no_text');
  const problems = [...problemsInMessage(blocks ?? []), ...filesNotShown(list, files)];
  if (problems.length > 0) throw refusal('invalid_blocks', problems);
  if (sizeOf(list) > ROOM) throw new SlackError('msg_blocks_too_long');
  return { text, blocks: list };
}

/** Images out of files that do not exist, or that Slack is not done with. */
function filesNotShown(blocks: readonly JsonObject[], files: Files): Problem[] {
  return blocks.flatMap(({ slack_file: file }, index) => {
    if (!isObject(file) || file.id === undefined || files.showable(textOf(file.id))) return [];
    return [{ message: 'invalid slack file', pointer: `/blocks/${index}/slack_file` }];
  });
}
