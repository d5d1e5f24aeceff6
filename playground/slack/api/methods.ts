import { authMethods } from './auth.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import type { Method } from './method.ts';
import { peopleMethods } from './people.ts';
import { viewMethods } from './views.ts';

export const METHODS: ReadonlyMap<string, Method> = new Map(
  [...authMethods, ...chatMethods, ...conversationMethods, ...fileMethods, ...peopleMethods, ...viewMethods].map(
    (each) => [each.name, each],
  ),
);
