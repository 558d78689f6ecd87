/** The end of this turn of the event loop: all that came in during the turn has been seen by then. */
export interface Turn {
  /** Calls once at the turn's end, after those who asked before. What is asked for meanwhile is called in the same end. */
  atEnd(call: () => void): void;
  /** Calls once at the end of the turn after this one: what comes in until then goes first. */
  next(call: () => void): void;
}
