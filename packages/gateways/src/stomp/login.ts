import type { ConnectEvent } from "@madang/wire/stomp";
import type { Login } from "../identify.ts";

/**
 * Whom a CONNECT speaks for. `login` alone is a guest's name; a `passcode` is a token, as is what stands in an
 * `Authorization` header among those of the frame, where the front ends of Spring put it.
 */
export function loginOf({ login, passcode, headers }: ConnectEvent): Login {
  const authorization = headers.find(([name]) => name.toLowerCase() === "authorization")?.[1].trim();
  const token = /^(?:Bearer +)?(\S+)$/i.exec(authorization ?? "")?.[1] ?? passcode;
  return { ...(isThere(token) ? { token } : {}), ...(isThere(login) ? { name: login } : {}) };
}

/** Clients that have nothing to say there send an empty value. */
function isThere(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
