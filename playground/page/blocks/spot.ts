/** Where something that can be used stands: in a message, or in a view. */
export type Spot = { readonly channel: string; readonly ts: string } | { readonly view: string };
