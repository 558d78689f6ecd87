/** What has gone over the wire. Heads: of HTTP both ways, handshakes and frame headers too; content: bodies and payloads. */
export interface Volume {
  readonly requests: number;
  readonly headBytes: number;
  readonly contentBytes: number;
}

/** Counts what goes over some connections, to the byte; TCP's own headers are not seen from here. */
export class Traffic implements Volume {
  requests = 0;
  headBytes = 0;
  contentBytes = 0;

  request(): void {
    this.requests++;
  }

  head(bytes: number): void {
    this.headBytes += bytes;
  }

  content(bytes: number): void {
    this.contentBytes += bytes;
  }

  /** What there is until now. */
  get volume(): Volume {
    const { requests, headBytes, contentBytes } = this;
    return { requests, headBytes, contentBytes };
  }

  /** What has come since. */
  since({ requests, headBytes, contentBytes }: Volume): Volume {
    return {
      requests: this.requests - requests,
      headBytes: this.headBytes - headBytes,
      contentBytes: this.contentBytes - contentBytes,
    };
  }
}
