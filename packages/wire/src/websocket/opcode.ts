/** Frame types, RFC 6455 section 5.2. Those from 8 on are control frames (section 5.5). */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export type Opcode = (typeof OPCODE)[keyof typeof OPCODE];
