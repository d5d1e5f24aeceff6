import { describe, expect, it } from 'vitest';
import { actions, button, mrkdwn, of, plain, section, times, wrong } from './block-kit.ts';

describe('blocks take the largest allowed, and refuse one more', () => {
  it.each<[what: string, largest: object[], tooMuch: object[], complaint: string]>([
    [
      'blocks',
      times(50, () => section()),
      times(51, () => section()),
      'no more than 50 items allowed [json-pointer:/blocks]',
    ],
    [
      'section text',
      [section({ text: mrkdwn(3000) })],
      [section({ text: mrkdwn(3001) })],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'an empty text',
      [section({ text: mrkdwn(1) })],
      [section({ text: mrkdwn(0) })],
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'fields',
      [section({ fields: times(10, () => mrkdwn(1)) })],
      [section({ fields: times(11, () => mrkdwn(1)) })],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'a field',
      [section({ fields: [mrkdwn(2000)] })],
      [section({ fields: [mrkdwn(2001)] })],
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      'header',
      [{ type: 'header', text: plain(150) }],
      [{ type: 'header', text: plain(151) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'header in mrkdwn',
      [{ type: 'header', text: plain(1) }],
      [{ type: 'header', text: mrkdwn(1) }],
      'must be one of: plain_text [json-pointer:/blocks/0/text/type]',
    ],
    [
      'context elements',
      [{ type: 'context', elements: times(10, () => mrkdwn(1)) }],
      [{ type: 'context', elements: times(11, () => mrkdwn(1)) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'no context elements',
      [{ type: 'context', elements: [mrkdwn(1)] }],
      [{ type: 'context', elements: [] }],
      'must provide at least 1 items [json-pointer:/blocks/0/elements]',
    ],
    [
      'actions elements',
      [actions(...times(25, () => button()))],
      [actions(...times(26, () => button()))],
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'block_id',
      [section({ block_id: of(255) })],
      [section({ block_id: of(256) })],
      'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
    ],
  ])('%s', (_, largest, tooMuch, complaint) => {
    expect(wrong(...largest)).toEqual([]);
    expect(wrong(...tooMuch)).toContain(complaint);
  });
});
