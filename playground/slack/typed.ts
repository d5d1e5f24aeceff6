/** A message as Slack keeps what a person typed: escaped, with addresses of mails and pages made links. */
export function asTyped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\bhttps?:\/\/[^\s]+[^\s.,;:!?)]/g, '<$&>')
    .replace(/(?<![\w.+/@-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '<mailto:$&|$&>');
}
