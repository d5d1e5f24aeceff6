import { authMethods } from './auth.ts';
import { chatMethods } from './chat.ts';
import type { Method } from './method.ts';
import { viewMethods } from './views.ts';

export const METHODS: ReadonlyMap<string, Method> = new Map(
  [...authMethods, ...chatMethods, ...viewMethods].map((each) => [each.name, each]),
);
