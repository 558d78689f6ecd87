import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";

/** What is asked. */
export interface Question {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What is heard of a whole answer. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What is heard of an answer that goes on. */
export interface StreamEars {
  head(status: number, headers: IncomingHttpHeaders): void;
  text(text: string): void;
  ended(why: string): void;
}

/** Some HTTP connections of one client, kept alive; nothing is heard after `close`. */
export class HttpLine {
  readonly #port: number;
  readonly #agent: Agent;
  #over = false;

  constructor(port: number, connections: number) {
    this.#port = port;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  get over(): boolean {
    return this.#over;
  }

  close(): void {
    this.#over = true;
    this.#agent.destroy();
  }

  /** A whole answer; `failed` when it is cut off before its end. */
  ask(question: Question, heard: (answer: Answer) => void, failed: (why: string) => void): void {
    let answer: Answer | undefined;
    let body = "";
    this.stream(question, {
      head: (status, headers) => {
        answer = { status, headers, body };
      },
      text: (text) => {
        body += text;
      },
      ended: (why) => {
        if (why === "" && answer !== undefined) heard({ ...answer, body });
        else failed(why || "no answer");
      },
    });
  }

  /** An answer piece by piece. `ended` is told once; with nothing when the answer is whole. */
  stream({ method, path, headers = {}, body }: Question, ears: StreamEars): void {
    let told = false;
    const end = (why: string): void => {
      if (told || this.#over) return;
      told = true;
      ears.ended(why);
    };
    const options = { port: this.#port, host: "127.0.0.1", agent: this.#agent, method, path, headers };
    const asked = request(options, (response: IncomingMessage) => {
      if (this.#over) return;
      ears.head(response.statusCode ?? 0, response.headers);
      response.setEncoding("utf8");
      response.on("data", (text: string) => this.#over || ears.text(text));
      response.on("end", () => end(response.complete ? "" : "cut off"));
      response.on("error", ({ message }) => end(message));
      response.on("close", () => end("cut off"));
    });
    asked.on("error", ({ message }) => end(message || "failed"));
    asked.end(body);
  }
}
