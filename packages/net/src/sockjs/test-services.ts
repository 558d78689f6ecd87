import type { Admission, Carrier, CloseCode, Gateway, Session } from "@madang/wire";
import type { SockjsService } from "./service.ts";

/** 1 MiB: the outside suites send up to 256 KiB. */
const MAX_MESSAGE_BYTES = 1_048_576;
/** The suite counts on it (sockjs-protocol.py, `test_response_limit`). */
const ECHO_LIMIT = 4096;
/** RFC 6455 section 7.4.2: 3000 and above are an application's; this one is none of ours. */
const GO_AWAY = 3000 as CloseCode;
const MAX_POWER = 18;

/** What the public test suite and the client's own tests talk to (sockjs-protocol.py, "Base URL"). */
export function sockjsTestServices(): readonly SockjsService[] {
  const echo = gateway((carrier) => ({ text: (message) => say(carrier, message) }));
  const close = gateway((carrier) => {
    carrier.close(GO_AWAY, "Go away!");
    return { text: () => undefined };
  });
  const amplify = gateway((carrier) => ({ text: (message) => say(carrier, "x".repeat(2 ** power(message))) }));
  return [
    { base: "/echo", gateway: echo, responseLimit: ECHO_LIMIT },
    { base: "/disabled_websocket_echo", gateway: echo, websocket: false },
    { base: "/cookie_needed_echo", gateway: echo, cookieNeeded: true },
    { base: "/close", gateway: close },
    { base: "/amplify", gateway: amplify },
  ];
}

function gateway(open: (carrier: Carrier) => Pick<Session, "text">): Gateway {
  const nothing = (): void => undefined;
  const admission: Admission = {
    maxMessageBytes: MAX_MESSAGE_BYTES,
    open: (carrier) => ({
      ...open(carrier),
      binary: (message) => void carrier.write(carrier.framing.frame([message])),
      drained: nothing,
      farewell: (_after, why) => carrier.close(1012, why),
      closed: nothing,
    }),
  };
  return { admit: async () => admission };
}

function say(carrier: Carrier, message: string): void {
  carrier.write(carrier.framing.frame([message]));
}

/** As sockjs-node's test server reads it: out of range is 1. */
function power(message: string): number {
  const number = Math.floor(Number(message));
  return number > 0 && number <= MAX_POWER ? number : 1;
}
