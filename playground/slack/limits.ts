const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How long the app has to acknowledge a command, an action or a view. */
export const ACKNOWLEDGE_WITHIN = 3 * SECOND;
export const TRIGGER_LIFE = 3 * SECOND;
export const RESPONSE_URL_LIFE = 30 * MINUTE;
export const RESPONSE_URL_USES = 5;

export const MESSAGE_TEXT = 40_000;
export const MESSAGE_BLOCKS = 50;
export const VIEW_BLOCKS = 100;
export const VIEW_STACK = 3;
/** Open sockets of one app. */
export const SOCKETS = 10;
