/** An event of an event stream; `retry` says when to come back (WHATWG HTML section 9.2.6). */
export interface StreamEvent {
  readonly type: string;
  readonly data: string;
}

/** Takes an event stream apart, in whatever pieces it comes. */
export class EventStream {
  #rest = "";
  #type = "";
  #data: string[] = [];

  take(text: string): StreamEvent[] {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? "";
    return lines.flatMap((line) => this.#line(line));
  }

  #line(line: string): StreamEvent[] {
    const [, name, value = ""] = /^(event|data|retry)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === "event") this.#type = value;
    else if (name === "data") this.#data.push(value);
    else if (name === "retry") return [{ type: "retry", data: value }];
    if (line !== "") return [];
    const event = { type: this.#type || "message", data: this.#data.join("\n") };
    this.#type = "";
    const isEmpty = this.#data.length === 0;
    this.#data = [];
    return isEmpty ? [] : [event];
  }
}
