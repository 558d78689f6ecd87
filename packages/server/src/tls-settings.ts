import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import type { Certificate, Ticker } from "@madang/net";
import { OptionError } from "./option.ts";
import type { Settings } from "./settings.ts";

/** 60 s between two looks at the certificate's files: who renews it need not tell us. */
const LOOK_MS = 60_000;

type TlsSettings = Pick<Settings, "tls-cert" | "tls-key">;

/** The certificate that the settings name, if they do. Rejects with `OptionError`. */
export async function certificateOf(settings: TlsSettings): Promise<Certificate | undefined> {
  const { "tls-cert": certFile, "tls-key": keyFile } = settings;
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined || keyFile === undefined) {
    throw new OptionError("--tls-cert and --tls-key: one does nothing without the other");
  }
  const certificate = {
    cert: await contentOf("--tls-cert", certFile),
    key: await contentOf("--tls-key", keyFile),
  };
  try {
    createSecureContext(certificate);
  } catch (error) {
    throw new OptionError(`--tls-cert, --tls-key: these are no certificate and its key in PEM: ${messageOf(error)}`);
  }
  return certificate;
}

/** What follows a certificate's files. */
export interface Follower {
  readonly ticker: Ticker;
  renew(certificate: Certificate): void;
  /** Hears why what is there now is not taken; the old one stays, and the files are looked at again. */
  fault(error: unknown): void;
}

/** Looks at the files now and then, and renews the certificate when they have changed; answers what stops that. */
export function followCertificate(settings: TlsSettings, first: Certificate, follower: Follower): () => void {
  let last = first;
  const look = async (): Promise<void> => {
    try {
      const now = await certificateOf(settings);
      if (now === undefined || (same(now.cert, last.cert) && same(now.key, last.key))) return;
      last = now;
      follower.renew(now);
    } catch (error) {
      follower.fault(error);
    }
  };
  return follower.ticker.every(LOOK_MS, () => void look());
}

async function contentOf(flag: string, path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new OptionError(`${flag}: ${JSON.stringify(path)} cannot be read: ${messageOf(error)}`);
  }
}

function same(one: Certificate["cert"], other: Certificate["cert"]): boolean {
  return one.toString() === other.toString();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
