/** The modal that holds an answer: asked in a form, or from a message. */
export const ANSWER_VIEW = 'answer_view';
export const ANSWER_TITLE = 'Why they can’t log in';

/** What such a modal remembers: the channel it was opened from, which counts when it is asked who may ask. */
export function metadataFor(channel: string | null): string {
  return JSON.stringify({ channel });
}

export function channelIn(metadata: string): string | null {
  try {
    const read = JSON.parse(metadata) as { channel?: unknown };
    return typeof read.channel === 'string' ? read.channel : null;
  } catch {
    return null;
  }
}
