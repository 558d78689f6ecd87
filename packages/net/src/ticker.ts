/** What has to be looked at now and then; given from outside, so that tests need not wait. */
export interface Ticker {
  /** Calls every `ms` milliseconds until the answer is called. Never keeps a process alive. */
  every(ms: number, call: () => void): () => void;
}

/** The machine's time. */
export const nodeTicker: Ticker = {
  every: (ms, call) => {
    const timer = setInterval(call, ms).unref();
    return () => clearInterval(timer);
  },
};
