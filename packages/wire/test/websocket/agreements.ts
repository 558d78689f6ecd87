import { offerDeflate } from "../../src/websocket/client-deflate.ts";
import type { DeflateAgreement } from "../../src/websocket/deflate-agreement.ts";
import { acceptDeflate, TAKEOVER_DEFLATE } from "../../src/websocket/deflate-policy.ts";

/** One agreement for every set of parameters, with the smallest windows, the next ones and the largest. */
export function agreements(): readonly DeflateAgreement[] {
  const all: DeflateAgreement[] = [];
  for (const serverNoContextTakeover of [false, true]) {
    for (const clientNoContextTakeover of [false, true]) {
      for (const serverMaxWindowBits of [8, 9, 15]) {
        for (const clientMaxWindowBits of [8, 9, 15]) {
          const wish = { serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits, clientMaxWindowBits };
          const agreement = acceptDeflate([offerDeflate(wish)], TAKEOVER_DEFLATE);
          if (agreement !== undefined) all.push(agreement);
        }
      }
    }
  }
  return all;
}
