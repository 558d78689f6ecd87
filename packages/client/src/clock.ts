/** Time as the client sees it. `after` calls once, never before it has returned; what it answers cancels the call. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  after(ms: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
