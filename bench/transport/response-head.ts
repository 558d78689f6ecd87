/** A response's head, and where in the bytes it ends. */
export interface ResponseHead {
  readonly status: number;
  readonly size: number;
  /** Of the body; undefined: it ends with the connection. */
  readonly length: number | undefined;
  field(name: string): string | undefined;
}

const END = Buffer.from("\r\n\r\n");

/** Undefined while the head is not whole. */
export function responseHead(bytes: Buffer): ResponseHead | undefined {
  const end = bytes.indexOf(END);
  if (end < 0) return undefined;
  const [first = "", ...lines] = bytes.toString("latin1", 0, end).split("\r\n");
  const status = Number(first.split(" ")[1]);
  const field = (name: string): string | undefined => {
    const found = lines.find((line) => line.toLowerCase().startsWith(`${name}:`));
    return found?.slice(name.length + 1).trim();
  };
  if (field("transfer-encoding") !== undefined)
    throw new Error("a response in chunks, which this client does not read");
  const given = field("content-length");
  const length = status === 204 || status === 304 ? 0 : given === undefined ? undefined : Number(given);
  return { status, size: end + END.length, length, field };
}
