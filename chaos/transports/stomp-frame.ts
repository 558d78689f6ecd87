/** A frame as it came, its headers without escapes: what is said in these runs needs none. */
export interface StompFrame {
  readonly command: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Headers that are a word each; the body has no NUL. */
export function spell(command: string, headers: Readonly<Record<string, string>>, body = ""): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  return `${command}\n${lines.join("")}\n${body}\0`;
}

/** Takes frames out of text in whatever pieces it comes. Bodies have no NUL: what is sent in these runs has none. */
export class StompFrames {
  #rest = "";

  /** The frames that are whole with this piece; line ends between frames are heart-beats. */
  take(text: string): StompFrame[] {
    const pieces = (this.#rest + text).split("\0");
    this.#rest = pieces.pop() ?? "";
    return pieces.map(parse);
  }
}

function parse(text: string): StompFrame {
  const frame = text.replace(/^\n+/, "");
  const end = frame.indexOf("\n\n");
  const [command = "", ...lines] = frame.slice(0, end).split("\n");
  const headers = new Map(lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]));
  return { command, headers, body: frame.slice(end + 2) };
}
