import { FrameReader } from "../../src/stomp/frame-reader.ts";
import type { Frame } from "../../src/stomp/index.ts";
import { nodeHost } from "../host.ts";
import { wire } from "./transcript.ts";

/** `frameOf("SEND destination=/a transaction=t | body")`. */
export function frameOf(spelled: string): Frame {
  const [head = "", body = ""] = spelled.split(" | ");
  const [command, ...headers] = head.split(" ");
  const reader = new FrameReader(nodeHost);
  reader.version = "1.2";
  reader.feed(wire(`${command}\n${headers.map((each) => `${each.replace("=", ":")}\n`).join("")}\n${body}^@`));
  const frame = reader.next();
  if (typeof frame !== "object") throw new Error(`not a frame: ${spelled}`);
  return frame;
}
