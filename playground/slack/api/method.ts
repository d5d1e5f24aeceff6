import { z } from 'zod';
import type { JsonObject } from '../json.ts';
import type { Sent } from '../received.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';

/** Calls a minute, per method and workspace: tiers 1 to 4, 'special' for methods that are hardly limited. */
export type Tier = 1 | 2 | 3 | 4 | 'special';

export interface Method {
  readonly name: string;
  readonly token: 'bot' | 'app';
  /** Scopes of which one must be granted; none where any token does. */
  readonly scopes: readonly string[];
  readonly tier: Tier;
  /** @throws SlackError what Slack answers instead */
  run(workspace: Workspace, raw: JsonObject, sent: Sent): JsonObject;
}

/** A Web API method whose arguments are checked before it runs. */
export function method<S extends z.ZodObject>(
  about: Omit<Method, 'run'> & {
    args: S;
    run(workspace: Workspace, args: z.output<S>, sent: Sent): JsonObject;
  },
): Method {
  return {
    ...about,
    run(workspace, raw, sent) {
      const read = about.args.safeParse(raw);
      if (read.success) return about.run(workspace, read.data, sent);
      const messages = read.error.issues.map(({ path, message }) => {
        const name = String(path[0]);
        return raw[name] === undefined
          ? `[ERROR] missing required field: ${name}`
          : `[ERROR] ${message} [json-pointer:/${path.join('/')}]`;
      });
      throw new SlackError('invalid_arguments', { response_metadata: { messages } });
    },
  };
}

/** Arguments come as JSON or as a form, where everything is text. */
export const flag = z.union([z.boolean(), z.stringbool()]).optional();
export const count = z.coerce.number().int().optional();
