/**
 * Block Kit's limits: what Slack documents, and where it documents nothing, what it was seen to refuse.
 * Characters, unless the name says otherwise.
 */
export const LIMITS = {
  message: { blocks: 50, text: 3_000, allBlocks: 12_000 },
  view: { blocks: 100, title: 24, button: 24, metadata: 3_000 },
  id: 255,
  text: 3_000,
  header: 150,
  section: { fields: 10, field: 2_000 },
  context: { elements: 10 },
  actions: { elements: 25 },
  button: { text: 75, value: 2_000, url: 3_000 },
  option: { text: 75, value: 75, options: 100, overflow: 5 },
  input: { label: 2_000, hint: 2_000, placeholder: 150, value: 3_000 },
  confirm: { title: 100, text: 300, button: 30 },
  chart: { title: 50, series: 6, categories: 20, label: 20, charts: 2 },
} as const;

/** Cuts a text to so many characters as Slack counts them (UTF-16), marked with "…"; no emoji is cut in half. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
