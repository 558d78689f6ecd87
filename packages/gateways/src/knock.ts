import type { Hub } from "@madang/hub";
import type { Refusal } from "@madang/wire";

/** Why an address may open no connection now: too many have come from it. Undefined when it may. */
export function knock(hub: Hub, address: string): Refusal | undefined {
  const wait = hub.arrivalWait(address);
  if (wait === 0) return undefined;
  const seconds = Math.ceil(wait / 1000);
  return {
    status: 429,
    title: "Too Many Requests",
    detail: `too many connections from ${address}; come back in ${seconds} s`,
    headers: { "Retry-After": String(seconds) },
  };
}
