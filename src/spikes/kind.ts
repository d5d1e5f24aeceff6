/** Too much of something, or too little. */
export type Kind = 'spike' | 'drop';
