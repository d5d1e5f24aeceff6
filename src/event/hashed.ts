import { xxhash3, xxhash64, xxhash128 } from 'hash-wasm';

/**
 * A name as a log stream with `hash` obfuscation may write it. Auth0 says “xxhash” and not which of its kinds: all that
 * have 64 bits or more are tried, as none of them meets another name by chance.
 */
export async function hashedForms(name: string): Promise<string[]> {
  return Promise.all([xxhash64(name), xxhash3(name), xxhash128(name)]);
}
