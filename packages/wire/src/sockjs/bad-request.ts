/** A request that is refused, in the words that clients and the public suite look for. */
export interface BadRequest {
  readonly status: 404 | 500;
  readonly text: string;
}

/** sockjs-protocol.py, `test_invalid_json`. */
export const PAYLOAD_EXPECTED: BadRequest = { status: 500, text: "Payload expected." };
export const BROKEN_JSON: BadRequest = { status: 500, text: "Broken JSON encoding." };
/** sockjs-protocol.py, `test_no_callback` and `test_invalid_callback`. */
export const CALLBACK_REQUIRED: BadRequest = { status: 500, text: '"callback" parameter required' };
export const CALLBACK_INVALID: BadRequest = { status: 500, text: 'invalid "callback" parameter' };
/** sockjs-protocol.py, `test_invalid_session`. */
export const NO_SESSION: BadRequest = { status: 404, text: "session not found" };
