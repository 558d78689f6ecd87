import assert from "node:assert/strict";
import { test } from "node:test";
import { loginOf } from "../../src/stomp/login.ts";

function login(...headers: [string, string][]): ReturnType<typeof loginOf> {
  const value = (name: string): string | undefined => headers.find(([each]) => each === name)?.[1];
  const [name, passcode] = [value("login"), value("passcode")];
  return loginOf({ kind: "connect", version: "1.2", login: name, passcode, host: undefined, headers });
}

test("docs/stomp.md, Login: a name, a token as the passcode, or an Authorization header", () => {
  assert.deepEqual(login(["login", "철수"]), { name: "철수" });
  assert.deepEqual(login(["login", "철수"], ["passcode", "t"]), { token: "t", name: "철수" });
  for (const name of ["Authorization", "authorization"])
    for (const value of ["Bearer t", "bearer  t", "t "]) assert.deepEqual(login([name, value]), { token: "t" });
  assert.deepEqual(login(["Authorization", "Bearer t"], ["passcode", "guest"], ["login", "guest"]), {
    token: "t",
    name: "guest",
  });
  assert.deepEqual(login(["login", ""], ["passcode", ""]), {});
});
