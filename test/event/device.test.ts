import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceOf } from '../../src/event/device.ts';

const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android = 'Mozilla/5.0 (Linux; Android 14; Pixel 7';
const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('deviceOf', () => {
  it.each([
    ['Chrome on Windows', 'Chrome 128.0.0 / Windows 10.0.0', `${windows} ${webkit} Chrome/128.0.0.0 Safari/537.36`],
    [
      'Edge on Windows',
      'Edge 128.0.0 / Windows 10.0.0',
      `${windows} ${webkit} Chrome/128.0.0.0 Safari/537.36 Edg/128.0`,
    ],
    [
      'Firefox on Windows',
      'Firefox 130.0.0 / Windows 10.0.0',
      `${windows.slice(0, -1)}; rv:130.0) Gecko/20100101 Firefox/130.0`,
    ],
    [
      'Safari on macOS',
      'Safari 17.6.0 / Mac OS X 10.15.7',
      `${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15`,
    ],
    ['Safari on iOS', 'Mobile Safari 17.5.0 / iOS 17.5.1', `${iphone} Version/17.5 Mobile/15E148 Safari/604.1`],
    ['Safari on iOS', 'Mobile Safari UI/WKWebView 0.0.0 / iOS 17.5.1', `${iphone} Mobile/15E148`],
    [
      'Chrome on iOS',
      'Chrome Mobile iOS 128.0.6613 / iOS 17.5.1',
      `${iphone} CriOS/128.0.6613.34 Mobile/15E148 Safari/604.1`,
    ],
    ['Firefox on iOS', 'Firefox iOS 128.0.0 / iOS 17.5.1', `${iphone} FxiOS/128.0 Mobile/15E148 Safari/605.1.15`],
    [
      'Chrome on Android',
      'Chrome Mobile 127.0.6533 / Android 14.0.0',
      `${android}) ${webkit} Chrome/127.0.6533.64 Mobile Safari/537.36`,
    ],
    [
      'Chrome on Android',
      'Chrome Mobile WebView 120.0.0 / Android 14.0.0',
      `${android}; wv) ${webkit} Version/4.0 Chrome/120.0 Mobile Safari/537.36`,
    ],
    [
      'Samsung Internet on Android',
      'Samsung Internet 21.0.0 / Android 14.0.0',
      `${android}) ${webkit} SamsungBrowser/21.0 Chrome/110.0 Mobile Safari/537.36`,
    ],
    [
      'Firefox on Linux',
      'Firefox 131.0.0 / Ubuntu 0.0.0',
      'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0',
    ],
    [
      'Internet Explorer on Windows',
      'IE 11.0.0 / Windows 10.0.0',
      'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko',
    ],
    [
      'Chrome on Windows',
      'HeadlessChrome 120.0.0 / Windows 10.0.0',
      `${windows} ${webkit} HeadlessChrome/120.0 Safari/537.36`,
    ],
    ['python-requests', 'Python Requests 2.31.0 / Other 0.0.0', 'python-requests/2.31.0'],
    ['okhttp', 'okhttp 4.12.0 / Other 0.0.0', 'okhttp/4.12.0'],
    ['curl', 'curl 8.1.2 / Other 0.0.0', 'curl/8.1.2'],
  ])('%s: parsed by Auth0 and as a header', (device, parsed, header) => {
    expect(deviceOf(parsed)).toBe(device);
    expect(deviceOf(header)).toBe(device);
  });

  it.each([
    ['Go-http-client/2.0', 'Go-http-client'],
    ['node', 'node'],
    ['PostmanRuntime/7.39.0', 'PostmanRuntime'],
    ['Other 0.0.0 / Windows 10.0.0', 'Windows'],
    ['Chrome 128.0.0 / Other 0.0.0', 'Chrome'],
  ])('%s is %s', (userAgent, device) => expect(deviceOf(userAgent)).toBe(device));

  it.each([null, '', 'Other 0.0.0 / Other 0.0.0', 'unknown', '-', '  '])('%s shows no device', (userAgent) => {
    expect(deviceOf(userAgent)).toBeNull();
  });

  it('takes any text, and quickly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(deviceOf(text) === null || typeof deviceOf(text) === 'string').toBe(true);
      }),
    );
    const began = performance.now();
    for (const part of ['(', ' / ', ' 1', '/ 1 ', 'a ', 'Version/1']) {
      deviceOf(`Mozilla/5.0 ${part.repeat(200_000)}`);
      deviceOf(part.repeat(200_000));
    }
    expect(performance.now() - began).toBeLessThan(500);
  });
});
