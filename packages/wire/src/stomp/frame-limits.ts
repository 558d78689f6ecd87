/** Bounds of one frame that is read (STOMP 1.2 "Size Limits"). */
export interface FrameLimits {
  /** Header lines, repeats too. */
  readonly maxHeaders: number;
  /** One header line without its end, escaped, in bytes. */
  readonly maxLineBytes: number;
  /** Command and headers with their line ends, in bytes. */
  readonly maxHeadBytes: number;
  /** The body, in bytes. */
  readonly maxBodyBytes: number;
}

/** A MESSAGE with every header that a chat has a use for, and a body far above any chat message. */
export const FRAME_LIMITS: FrameLimits = Object.freeze({
  maxHeaders: 100,
  maxLineBytes: 8192,
  maxHeadBytes: 32_768,
  maxBodyBytes: 1_048_576,
});

/** Before the client is let in: a CONNECT with a JWT as its passcode, which may be long, and no body. */
export const FRAME_LIMITS_BEFORE_LOGIN: FrameLimits = Object.freeze({
  maxHeaders: 32,
  maxLineBytes: 8192,
  maxHeadBytes: 16_384,
  maxBodyBytes: 4096,
});

/** The longest command is UNSUBSCRIBE with 11 bytes; a TLS or HTTP client is told early that it came to the wrong door. */
export const MAX_COMMAND_BYTES = 32;
