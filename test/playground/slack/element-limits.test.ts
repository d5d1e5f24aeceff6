import { describe, expect, it } from 'vitest';
import { accessory, actions, button, image, mrkdwn, of, option, plain, select, times, wrong } from './block-kit.ts';

describe('elements take the largest allowed, and refuse one more', () => {
  it.each<[what: string, largest: object[], tooMuch: object[], complaint: string]>([
    [
      'action_id',
      [actions(button({ action_id: of(255) }))],
      [actions(button({ action_id: of(256) }))],
      'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
    ],
    [
      'button text',
      [actions(button({ text: plain(75) }))],
      [actions(button({ text: plain(76) }))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'button value',
      [actions(button({ value: of(2000) }))],
      [actions(button({ value: of(2001) }))],
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'button url',
      [actions(button({ url: `https://example.com/${of(2980)}` }))],
      [actions(button({ url: `https://example.com/${of(2981)}` }))],
      'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'a url that is none',
      [actions(button({ url: 'https://example.com' }))],
      [actions(button({ url: 'example' }))],
      'invalid url [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'button style',
      [actions(button({ style: 'danger' }))],
      [actions(button({ style: 'default' }))],
      'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'confirm title',
      [actions(button({ confirm: { title: plain(100), text: plain(300), confirm: plain(30), deny: plain(30) } }))],
      [actions(button({ confirm: { title: plain(101), text: plain(300) } }))],
      'must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]',
    ],
    [
      'confirm text',
      [actions(button({ confirm: { text: mrkdwn(300) } }))],
      [actions(button({ confirm: { text: mrkdwn(301) } }))],
      'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
    ],
    [
      'confirm button',
      [actions(button({ confirm: { text: plain(1), confirm: plain(30) } }))],
      [actions(button({ confirm: { text: plain(1), confirm: plain(31) } }))],
      'must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/confirm/text]',
    ],
    [
      'overflow options',
      [accessory({ type: 'overflow', options: times(5, (i) => option(i)) })],
      [accessory({ type: 'overflow', options: times(6, (i) => option(i)) })],
      'no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]',
    ],
    [
      'select options',
      [select({ options: times(100, (i) => option(i)) })],
      [select({ options: times(101, (i) => option(i)) })],
      'no more than 100 items allowed [json-pointer:/blocks/0/accessory/options]',
    ],
    [
      'no options',
      [select()],
      [select({ options: [] })],
      'must provide at least 1 items [json-pointer:/blocks/0/accessory/options]',
    ],
    [
      'option text',
      [select({ options: [option(0, 75)] })],
      [select({ options: [option(0, 76)] })],
      'must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/text/text]',
    ],
    [
      'option value',
      [select({ options: [option(0, 5, 75)] })],
      [select({ options: [option(0, 5, 76)] })],
      'must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/value]',
    ],
    [
      'option with a url',
      [accessory({ type: 'overflow', options: [{ ...option(0), url: 'https://example.com' }] })],
      [select({ options: [{ ...option(0), url: 'https://example.com' }] })],
      'invalid additional property: url [json-pointer:/blocks/0/accessory/options/0]',
    ],
    [
      'an initial option',
      [select({ initial_option: option(0) })],
      [select({ initial_option: option(1) })],
      'must be one of the provided options [json-pointer:/blocks/0/accessory/initial_option]',
    ],
    [
      'options or groups',
      [select({ options: undefined, option_groups: [{ label: plain(75), options: [option(0)] }] })],
      [select({ option_groups: [{ label: plain(75), options: [option(0)] }] })],
      'must define either `options` or `option_groups` [json-pointer:/blocks/0/accessory]',
    ],
    [
      'placeholder',
      [select({ placeholder: plain(150) })],
      [select({ placeholder: plain(151) })],
      'must be less than 151 characters [json-pointer:/blocks/0/accessory/placeholder/text]',
    ],
    [
      'checkboxes',
      [accessory({ type: 'checkboxes', options: times(10, (i) => option(i)) })],
      [accessory({ type: 'checkboxes', options: times(11, (i) => option(i)) })],
      'no more than 10 items allowed [json-pointer:/blocks/0/accessory/options]',
    ],
    [
      'a date',
      [accessory({ type: 'datepicker', initial_date: '2026-11-16' })],
      [accessory({ type: 'datepicker', initial_date: '16.11.2026' })],
      'must be formatted YYYY-MM-DD [json-pointer:/blocks/0/accessory/initial_date]',
    ],
    [
      'alt text',
      [image({ alt_text: of(2000) })],
      [image({ alt_text: of(2001) })],
      'must be less than 2001 characters [json-pointer:/blocks/0/alt_text]',
    ],
    [
      'image title',
      [image({ title: plain(2000) })],
      [image({ title: plain(2001) })],
      'must be less than 2001 characters [json-pointer:/blocks/0/title/text]',
    ],
    [
      'one source of an image',
      [image()],
      [image({ slack_file: { id: 'F0ABC' } })],
      'must define either `image_url` or `slack_file` [json-pointer:/blocks/0]',
    ],
  ])('%s', (_, largest, tooMuch, complaint) => {
    expect(wrong(...largest)).toEqual([]);
    expect(wrong(...tooMuch)).toContain(complaint);
  });
});
