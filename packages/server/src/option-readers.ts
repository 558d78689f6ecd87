import { readFileSync } from "node:fs";
import { BlockList, isIP } from "node:net";
import { type DestinationPattern, parsePattern } from "@madang/gateways";
import { OptionProblem, readList } from "./option.ts";

/** As browsers spell them in Origin (RFC 6454 section 6.2): `https://한국.kr` as its punycode, no default port. */
export function readOrigins(text: string): readonly string[] {
  return readList(text).map((part) => {
    const url = URL.canParse(part) ? new URL(part) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
      throw new OptionProblem(`${JSON.stringify(part)} is not a web origin such as https://example.com`);
    }
    return url.origin;
  });
}

/** As URLs spell them: `한국.kr` as its punycode, IPv6 in brackets. */
export function readHosts(text: string): readonly string[] {
  return readList(text).map((part) => {
    const url = URL.canParse(`http://${part}`) ? new URL(`http://${part}`) : undefined;
    if (url === undefined || url.href !== `http://${url.hostname}/` || !/^[\w.:[\]-]+$/.test(url.hostname)) {
      throw new OptionProblem(`${JSON.stringify(part)} is not a host's name such as chat.example.com`);
    }
    return url.hostname.replace(/\.$/, "");
  });
}

export function readRanges(text: string): BlockList {
  const ranges = new BlockList();
  for (const part of readList(text)) {
    const [, address = "", bits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(part) ?? [];
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    const most = family === "ipv6" ? 128 : 32;
    const prefix = bits === undefined ? most : Number(bits);
    if (isIP(address) === 0 || prefix > most) {
      throw new OptionProblem(`${JSON.stringify(part)} is not an address or a range such as 10.0.0.0/8`);
    }
    ranges.addSubnet(address, prefix, family);
  }
  return ranges;
}

export function readPatterns(text: string): readonly DestinationPattern[] {
  return readList(text).map((part) => {
    const pattern = parsePattern(part);
    if (typeof pattern === "string") throw new OptionProblem(pattern);
    return pattern;
  });
}

export function readToken(text: string): string {
  if (!/^[\x21-\x7e]{16,}$/.test(text)) throw new OptionProblem("a token has at least 16 visible ASCII characters");
  return text;
}

/** What is in the file. */
export function readKeyFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new OptionProblem(
      `${JSON.stringify(path)} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

export function readUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new OptionProblem(`${JSON.stringify(text)} is not an address such as https://example.com/keys.json`);
  }
  return text;
}
