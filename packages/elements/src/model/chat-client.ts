import type { Client } from "@madang/client";

/** What the elements need of the client library; the tests give a fake one. */
export type ChatClient = Pick<Client, "state" | "you" | "on" | "join" | "rooms" | "retry" | "close">;
