import assert from "node:assert/strict";
import { test } from "node:test";
import { OptionError, variableOf } from "../src/option.ts";
import { OPTIONS, readSettings } from "../src/settings.ts";

test("design: what is fixed: 127.0.0.1:8080, ./data, guests on, same origin only", () => {
  const settings = readSettings([], {});
  const { port, host, data, origins, guests, limits } = settings;
  assert.deepEqual([port, host, data, origins, guests, limits], [8080, "127.0.0.1", "./data", [], "on", undefined]);
  assert.equal(settings["admin-token"], undefined);
  assert.equal(settings["log-level"], "info");
});

test("design: a flag, with = or without, wins over the variable; the last flag wins", () => {
  const environment = { MADANG_PORT: "1", MADANG_GUESTS: "off" };
  assert.equal(readSettings(["--port", "2"], environment).port, 2);
  assert.equal(readSettings(["--port=3"], environment).port, 3);
  assert.equal(readSettings(["--port=3", "--port", "4"], environment).port, 4);
  assert.equal(readSettings([], environment).port, 1);
  assert.equal(readSettings([], environment).guests, "off");
  assert.equal(readSettings(["--data=--odd"], {}).data, "--odd");
});

const wrong: readonly [string, string][] = [
  ["port", "http"],
  ["host", ""],
  ["data", ""],
  ["origins", "example.com"],
  ["origins", "https://example.com/chat"],
  ["origins", "https://user@example.com"],
  ["origins", "https://a.example,*"],
  ["origins", "ftp://example.com"],
  ["allowed-hosts", "https://chat.example"],
  ["allowed-hosts", "chat.example:8080"],
  ["allowed-hosts", "chat.example,*"],
  ["allowed-hosts", "fd00::1"],
  ["guests", "yes"],
  ["limits", "maybe"],
  ["stomp-port", "stomp"],
  ["stomp-prefixes", "/topic/,app/"],
  ["trust-proxy", "10.0.0.0/33"],
  ["trust-proxy", "10.0.0.0/"],
  ["trust-proxy", "10.0.0.0/1e1"],
  ["trust-proxy", "10.0.0.0/8/9"],
  ["trust-proxy", "fe80::1%lo/64"],
  ["trust-proxy", "proxy"],
  ["admin-token", "short"],
  ["admin-token", "with a space in it, and long"],
  ["log-level", "loud"],
];
for (const [name, value] of wrong) {
  test(`design: --${name}=${value} stops the start with one line that names it, flag or variable`, () => {
    const variable = `MADANG_${name.toUpperCase().replaceAll("-", "_")}`;
    const starts = (text: string) => (error: unknown) =>
      error instanceof OptionError && error.message.startsWith(`${text}: `) && !error.message.includes("\n");
    assert.throws(() => readSettings([`--${name}=${value}`], {}), starts(`--${name}`));
    assert.throws(() => readSettings([], { [variable]: value }), starts(variable));
  });
}

test("what is no option, or has no value, is named", () => {
  for (const [args, says] of [
    [["--prot", "1"], /--prot.*no such option/],
    [["8080"], /8080.*no such option/],
    [["--constructor", "1"], /--constructor/],
    [["--port"], /--port needs a value/],
    [["--data", "--port", "1"], /--data needs a value/],
  ] as const) {
    assert.throws(() => readSettings(args, {}), { name: "OptionError", message: says });
  }
});

test("RFC 6454 6.2: origins are kept as browsers spell them", () => {
  const { origins } = readSettings(["--origins=https://한국.kr, HTTPS://Example.com:443/, http://a.example:8080"], {});
  assert.deepEqual(origins, ["https://xn--3e0b707e.kr", "https://example.com", "http://a.example:8080"]);
});

test("ranges of proxies, IPv4 and IPv6", () => {
  const proxies = readSettings(["--trust-proxy=10.0.0.0/8,::1,fd00::/8"], {})["trust-proxy"];
  assert.ok(proxies.check("10.200.0.1"));
  assert.ok(!proxies.check("11.0.0.1"));
  assert.ok(proxies.check("::1", "ipv6") && proxies.check("fd12::1", "ipv6") && !proxies.check("::2", "ipv6"));
});

test("every option says what it is for, under its own name", () => {
  for (const [name, option] of Object.entries(OPTIONS)) {
    assert.equal(option.name, name);
    assert.match(variableOf(option), /^MADANG_[A-Z_]+$/);
    assert.ok(option.help.length > 10);
  }
});
