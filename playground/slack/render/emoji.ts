/** The emoji that messages of operations use; others are shown by their name, as in a client that lacks them. */
const EMOJI: Readonly<Record<string, string>> = {
  red_circle: '🔴',
  large_red_circle: '🔴',
  large_orange_circle: '🟠',
  large_yellow_circle: '🟡',
  large_green_circle: '🟢',
  large_blue_circle: '🔵',
  white_circle: '⚪',
  black_circle: '⚫',
  white_check_mark: '✅',
  heavy_check_mark: '✔',
  x: '❌',
  warning: '⚠',
  no_entry: '⛔',
  no_entry_sign: '🚫',
  rotating_light: '🚨',
  bell: '🔔',
  no_bell: '🔕',
  mag: '🔍',
  lock: '🔒',
  unlock: '🔓',
  key: '🔑',
  eyes: '👀',
  bulb: '💡',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  clock1: '🕐',
  calendar: '📆',
  bar_chart: '📊',
  chart_with_upwards_trend: '📈',
  chart_with_downwards_trend: '📉',
  page_facing_up: '📄',
  link: '🔗',
  information_source: 'ℹ',
  question: '❓',
  exclamation: '❗',
  tada: '🎉',
  wave: '👋',
  '+1': '👍',
  '-1': '👎',
  arrow_up: '⬆',
  arrow_down: '⬇',
  point_right: '👉',
  speech_balloon: '💬',
  bust_in_silhouette: '👤',
  busts_in_silhouette: '👥',
  office: '🏢',
  globe_with_meridians: '🌐',
};

export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => EMOJI[name] ?? whole);
}

export function emojiNamed(name: string): string {
  return EMOJI[name] ?? `:${name}:`;
}
