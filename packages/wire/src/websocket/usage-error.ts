/** Our own side asked for what the protocol does not allow: a fault of the calling code, never of the peer. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
