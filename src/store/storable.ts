/** NUL, and halves of surrogate pairs: JSON can hold them, databases cannot. */
const UNSTORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text as every store keeps it: what it cannot hold becomes the replacement character. */
export function storable(text: string): string {
  return text.replace(UNSTORABLE, '\ufffd');
}
