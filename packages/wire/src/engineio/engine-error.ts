/** Why a request is refused: the body of the answer is `errorBody` (engine.io/lib/server.ts, `errorMessages`). */
export interface EngineError {
  readonly code: 0 | 1 | 2 | 3 | 4 | 5;
  readonly message: string;
  readonly status: 400 | 403;
}

export const UNKNOWN_TRANSPORT: EngineError = { code: 0, message: "Transport unknown", status: 400 };
export const UNKNOWN_SID: EngineError = { code: 1, message: "Session ID unknown", status: 400 };
export const BAD_HANDSHAKE_METHOD: EngineError = { code: 2, message: "Bad handshake method", status: 400 };
export const BAD_REQUEST: EngineError = { code: 3, message: "Bad request", status: 400 };
export const FORBIDDEN: EngineError = { code: 4, message: "Forbidden", status: 403 };
export const UNSUPPORTED_VERSION: EngineError = { code: 5, message: "Unsupported protocol version", status: 400 };

/** JSON, `application/json`. `message` may say more, as a gateway's refusal does with `FORBIDDEN`. */
export function errorBody(error: EngineError, message: string = error.message): string {
  return JSON.stringify({ code: error.code, message });
}
