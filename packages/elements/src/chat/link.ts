import { Client, type ClientOptions } from "@madang/client";
import type { ChatClient } from "../model/chat-client.ts";

export interface Identity {
  readonly server: string;
  readonly name: string | undefined;
  readonly token: string | (() => Promise<string | undefined>) | undefined;
}

export type Connect = (identity: Identity) => ChatClient;

/** The browser's store, where it lets us. */
export function browserKeep(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** What is not confirmed outlives the page, with who wrote it: it goes out under no other name. */
export const connectClient: Connect = ({ server, name, token }) => {
  const options: ClientOptions = {
    url: server,
    ...(name === undefined ? {} : { name }),
    ...(token === undefined ? {} : { token }),
  };
  return new Client(options);
};
