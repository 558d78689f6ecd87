import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** What Node cannot make by itself: an X.509 certificate (RFC 5280 section 4.1), for localhost, signed with its own key. */
export function selfSigned(name = "localhost"): { readonly cert: string; readonly key: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const subject = sequence(set(sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))));
  const validity = sequence(time(-1), time(1));
  const names = sequence(der(0x82, Buffer.from(name)), der(0x87, Buffer.from([127, 0, 0, 1])));
  const extensions = der(0xa3, sequence(sequence(SUBJECT_ALT_NAME, der(0x04, names))));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)]));
  const key = publicKey.export({ type: "spki", format: "der" });
  const signed = sequence(version, serial, ECDSA_SHA256, subject, validity, subject, key, extensions);
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", signed, privateKey)]));
  const body = sequence(signed, ECDSA_SHA256, signature).toString("base64");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${body.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

const DAY_MS = 86_400_000;

/** Distinguished Encoding Rules: a tag, a length, a content (X.690 section 8.1). */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function set(content: Buffer): Buffer {
  return der(0x31, content);
}

/** UTCTime, so many days from now. */
function time(days: number): Buffer {
  const text = new Date(Date.now() + days * DAY_MS).toISOString().replace(/\D/g, "").slice(2, 14);
  return der(0x17, Buffer.from(`${text}Z`));
}

/** 2.5.4.3 */
const COMMON_NAME = Buffer.from("0603550403", "hex");
/** 2.5.29.17 */
const SUBJECT_ALT_NAME = Buffer.from("0603551d11", "hex");
/** 1.2.840.10045.4.3.2, as an algorithm */
const ECDSA_SHA256 = Buffer.from("300a06082a8648ce3d040302", "hex");
