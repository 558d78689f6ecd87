import { idOf } from "../message.ts";
import { type StompFrame, spell } from "./stomp-frame.ts";
import type { OpenLine, StompLine } from "./stomp-line.ts";
import type { ReaderEars, Spot, Transport, WriterEars } from "./transport.ts";

/** docs/stomp.md, spoken by hand over what `open` opens: positions and ids in headers, a receipt for each SEND. */
export function stompTransport(name: string, open: OpenLine): Transport {
  return {
    name,
    resumes: true,
    read: (spot, from, ears) => {
      const line = open(spot, {
        opened: () => line.say(connect(spot)),
        heard: (frame) => read(frame, { line, spot, from, ears }),
        closed: (why) => ears.closed(why),
      });
      return { close: () => line.close() };
    },
    write: (spot, ears) => {
      const line = open(spot, {
        opened: () => line.say(connect(spot)),
        heard: (frame) => hear(frame, line, ears),
        closed: (why) => ears.closed(why),
      });
      const destination = `/rooms/${spot.room}`;
      return {
        send: (number, text) =>
          line.say(spell("SEND", { destination, id: idOf(number), receipt: String(number) }, text)),
        close: () => line.close(),
      };
    },
  };
}

interface Reading {
  readonly line: StompLine;
  readonly spot: Spot;
  readonly from: string | undefined;
  readonly ears: ReaderEars;
}

function connect({ name }: Spot): string {
  return spell("CONNECT", { "accept-version": "1.2", login: name, "heart-beat": "0,10000" });
}

function read({ command, headers, body }: StompFrame, { line, spot, from, ears }: Reading): void {
  if (command === "CONNECTED") {
    // Half of them acknowledge, with a window that is often full.
    const acked = spot.dice.chance(0.5) ? { ack: "client", "prefetch-count": "20" } : {};
    const place = from === undefined ? {} : { position: from };
    line.say(
      spell("SUBSCRIBE", { id: "sub-0", destination: `/rooms/${spot.room}`, receipt: "in", ...acked, ...place }),
    );
  } else if (command === "RECEIPT") ears.begun(headers.get("position") ?? "");
  else if (command === "MESSAGE") {
    const [position = "", id = "", author = ""] = ["message-id", "id", "author"].map((name) => headers.get(name));
    ears.seen({ position, offset: Number(headers.get("x-stream-offset")), id, author, text: body });
    const ack = headers.get("ack");
    if (ack !== undefined) line.say(spell("ACK", { id: ack }));
  } else if (command === "ERROR" && headers.get("code") === "gone") ears.gone(body);
  else ears.alive();
}

/** An error of a SEND is told without the end. */
function hear({ command, headers, body }: StompFrame, line: StompLine, ears: WriterEars): void {
  const receipt = headers.get("receipt-id") ?? "";
  if (command === "CONNECTED") {
    line.say(spell("SUBSCRIBE", { id: "e", destination: "/user/queue/errors", receipt: "in" }));
  } else if (command === "RECEIPT" && receipt === "in") ears.opened();
  else if (command === "RECEIPT") ears.receipt(Number(receipt), headers.get("position"));
  else if (command === "MESSAGE" && headers.get("code") === "conflict") ears.conflict(Number(receipt));
  else if (command === "MESSAGE") ears.refused(Number(receipt), body);
}
