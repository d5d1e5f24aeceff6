import type { ReactNode } from 'react';
import type { JsonObject } from '../../slack/json.ts';
import type { Person } from '../../slack/person.ts';
import { Drawing } from '../blocks/drawing.tsx';

/** A message's own text, in Slack's markup. */
export function Text({ text, viewer }: { text: string; viewer: Person }): ReactNode {
  const block: JsonObject = { type: 'section', text: { type: 'mrkdwn', text } };
  return text.trim() === '' ? null : <Drawing block={block} viewer={viewer} />;
}
