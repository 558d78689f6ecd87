import type { HandshakeTerms } from "./handshake.ts";

/** Kept by reference: one frozen object for all sessions that are alike. */
export interface SessionOptions extends HandshakeTerms {
  /** How long an upgrade may take; `UPGRADE_TIMEOUT_MS` when not given. */
  readonly upgradeTimeoutMs?: number;
  /** How much may wait for a poll; `MAX_WAITING` when not given. */
  readonly maxWaiting?: number;
  /**
   * What a poll that breaks does. False, as engine.io: the session is closed. True: it goes on until its heartbeat
   * fails, and what may not have arrived comes again with the next poll.
   */
  readonly resumes?: boolean;
}
