/** A browser or program, in the two forms Auth0 gives: parsed on the Management API, the raw header in streams. */
export interface Device {
  parsed: string;
  header: string;
  mobile: boolean;
}

const kit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X)';

function device(parsed: string, header: string, mobile = false): Device {
  return { parsed, header, mobile };
}

export const CHROME_WINDOWS = device(
  'Chrome 141.0.0 / Windows 10.0.0',
  `${windows}) ${kit} Chrome/141.0.0.0 Safari/537.36`,
);
export const EDGE_WINDOWS = device(
  'Edge 140.0.0 / Windows 10.0.0',
  `${windows}) ${kit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`,
);
const FIREFOX_WINDOWS = device(
  'Firefox 143.0.0 / Windows 10.0.0',
  `${windows}; rv:143.0) Gecko/20100101 Firefox/143.0`,
);
const FIREFOX_UBUNTU = device(
  'Firefox 143.0.0 / Ubuntu 0.0.0',
  'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
);
export const CHROME_MAC = device('Chrome 141.0.0 / Mac OS X 10.15.7', `${mac} ${kit} Chrome/141.0.0.0 Safari/537.36`);
export const SAFARI_MAC = device(
  'Safari 18.6.0 / Mac OS X 10.15.7',
  `${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15`,
);
export const SAFARI_IPHONE = device(
  'Mobile Safari 18.6.0 / iOS 18.6.0',
  `${iphone} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1`,
  true,
);
export const CHROME_ANDROID = device(
  'Chrome Mobile 140.0.7339 / Android 10.0.0',
  `Mozilla/5.0 (Linux; Android 10; K) ${kit} Chrome/140.0.7339.51 Mobile Safari/537.36`,
  true,
);
/** Servers and scripts: Auth0's parser knows none of them. */
export const SERVER = device('Other 0.0.0 / Other 0.0.0', 'axios/1.11.0');
export const SCRIPT = device('Other 0.0.0 / Other 0.0.0', 'python-requests/2.32.5');

export const DESKS: readonly (readonly [Device, number])[] = [
  [CHROME_WINDOWS, 34],
  [EDGE_WINDOWS, 16],
  [FIREFOX_WINDOWS, 10],
  [FIREFOX_UBUNTU, 3],
  [CHROME_MAC, 17],
  [SAFARI_MAC, 20],
];
export const POCKETS: readonly (readonly [Device, number])[] = [
  [SAFARI_IPHONE, 55],
  [CHROME_ANDROID, 45],
];
