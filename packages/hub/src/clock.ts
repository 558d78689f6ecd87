/** Time, given from outside so that tests can hold it still. */
export interface Clock {
  /** Milliseconds since 1970. Told to people, never used for order. */
  now(): number;
  /** Calls once, no earlier than `ms` milliseconds from now, unless cancelled. Never keeps a process alive. */
  after(ms: number, call: () => void): Cancel;
}

export type Cancel = () => void;
