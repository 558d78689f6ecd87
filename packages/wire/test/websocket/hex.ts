/** Bytes as protocol tests write them: `hex("81 02 6869")`. Quoted parts are text: `hex("81 02 'hi'")`. */
export function hex(spelled: string): Uint8Array {
  const parts = spelled.match(/'[^']*'|[0-9a-f]{2}|\S/g) ?? [];
  return Uint8Array.from(
    parts.flatMap((part) => (part.startsWith("'") ? [...Buffer.from(part.slice(1, -1))] : byte(part))),
  );
}

/** The other way round, for readable failures. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function byte(part: string): number {
  if (!/^[0-9a-f]{2}$/.test(part)) throw new Error(`not hex: ${part}`);
  return Number.parseInt(part, 16);
}
