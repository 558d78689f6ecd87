/** How a member speaks to a server: the handshake's path, and a text frame both ways with `%s` for the text. */
export interface Speech {
  /** One `%d` becomes the member's number. */
  readonly path: string;
  readonly sent: string;
  readonly got: string;
  /** Bytes of the text that a member sends. */
  readonly bodyBytes: number;
  /** Engine.IO and Socket.IO are spoken before and beside the messages. */
  readonly socketio: boolean;
  /** The STOMP frame that brings a member in, without its NUL. All frames are STOMP's then, `sent` too. */
  readonly join?: string;
  /** The packet of Socket.IO that brings a member in. The text comes as that of an entry then. */
  readonly enter?: string;
}

/** 100 bytes reach the application of a member: `bench:` and this much text. */
const BODY_BYTES = 94;

/** A bare WebSocket: the text in, `name:text` out. */
export function textSpeech(path: string): Speech {
  return { path, sent: "%s", got: "bench:%s", bodyBytes: BODY_BYTES, socketio: false };
}

/** Socket.IO over WebSocket only: the same 100 bytes inside its event. */
export const socketioSpeech: Speech = {
  path: "/socket.io/?EIO=4&transport=websocket",
  sent: '42["message","%s"]',
  got: '42["message","bench:%s"]',
  bodyBytes: BODY_BYTES,
  socketio: true,
};

/** The chat over Socket.IO: 94 bytes of text, and the events that bring them, with entry, author and position. */
export const socketioChatSpeech: Speech = {
  path: "/socket.io/?EIO=4&transport=websocket&name=bench",
  sent: '42["message","bench","%s"]',
  got: "%s",
  bodyBytes: BODY_BYTES,
  socketio: true,
  enter: '42["join","bench"]',
};

/**
 * STOMP over WebSocket: 94 bytes of text in a SEND, and in the MESSAGEs of everybody's `sub-0`, as stock clients call it.
 * With a receipt, a member is in when that has come.
 */
export function stompSpeech(sendTo: string, subscribeTo: string, receipt: boolean): Speech {
  return {
    path: "/stomp",
    sent: `SEND\ndestination:${sendTo}\n\n%s`,
    got: "%s",
    bodyBytes: BODY_BYTES,
    socketio: false,
    join: `SUBSCRIBE\nid:sub-0\ndestination:${subscribeTo}\n${receipt ? "receipt:in\n" : ""}\n`,
  };
}
