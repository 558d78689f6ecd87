import { type Frame, header } from "./frame.ts";
import { PeerError } from "./peer-error.ts";

/** A header without which the frame means nothing. Throws `PeerError`. */
export function requiredHeader({ command, headers }: Frame, name: string): string {
  const value = header(headers, name);
  if (value !== undefined) return value;
  throw new PeerError(1002, `${command} without ${name}`, { details: `The header ${name} is required.` });
}
