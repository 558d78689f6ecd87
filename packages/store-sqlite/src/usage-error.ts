/** Our own fault: a call that the caller could have known to be wrong, such as one after `close`. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
