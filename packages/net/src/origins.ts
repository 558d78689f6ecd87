/** What a request tells of where it comes from: header fields by lower-case name. */
interface Fields {
  get(name: string): string | undefined;
}

/** Which web pages may use the server: those that it serves itself, and those on a list. */
export class Origins {
  readonly #allowed: ReadonlySet<string>;

  /** Serialized origins, `https://example.com` (RFC 6454 section 6.2). */
  constructor(allowed: Iterable<string>) {
    this.#allowed = new Set(allowed);
  }

  /** Those on the list. */
  get listed(): readonly string[] {
    return [...this.#allowed];
  }

  /**
   * A request without Origin is from no browser, and allowed. The server's own origin is known by Host alone: a proxy in
   * between may have taken TLS off.
   */
  allows(headers: Fields): boolean {
    const origin = headers.get("origin");
    if (origin === undefined || this.#allowed.has(origin)) return true;
    const host = headers.get("host");
    if (host === undefined || !URL.canParse(origin)) return false;
    const { protocol, host: originHost } = new URL(origin);
    const own = `${protocol}//${host}`;
    return originHost !== "" && URL.canParse(own) && new URL(own).host === originHost;
  }
}
