import type { Framing, Host } from "@madang/wire";

/** No framing at all: messages one after the other, for protocols that find their own ends. */
export function tcpFraming(host: Host): Framing {
  return {
    key: "tcp",
    frame: (messages) => {
      const all = messages.map((message) => (typeof message === "string" ? host.encode(message) : message));
      const [only] = all;
      return all.length === 1 && only !== undefined ? only : joined(all);
    },
  };
}

function joined(all: readonly Uint8Array[]): Uint8Array {
  const image = new Uint8Array(all.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const each of all) {
    image.set(each, at);
    at += each.length;
  }
  return image;
}
