import type { Host } from "../host.ts";
import { type Frame, type Header, NO_BODY } from "./frame.ts";
import type { Particulars } from "./peer-error.ts";

export interface Complaint extends Particulars {
  /** The `receipt` of the frame that it is about. */
  readonly receipt: string | undefined;
}

/** What goes before the end of a connection that cannot go on (STOMP 1.2 "ERROR"). */
export function errorFrame(message: string, { receipt, headers = [], details = "" }: Complaint, host: Host): Frame {
  const all: Header[] = [["message", message]];
  if (receipt !== undefined) all.push(["receipt-id", receipt]);
  all.push(...headers);
  if (details === "") return { command: "ERROR", headers: all, body: NO_BODY };
  all.push(["content-type", "text/plain"]);
  return { command: "ERROR", headers: all, body: host.encode(details) };
}
