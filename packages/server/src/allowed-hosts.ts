import { HostNames, isLoopback } from "@madang/net";
import type { Settings } from "./settings.ts";

type HostSettings = Pick<Settings, "host" | "origins" | "trust-proxy" | "allowed-hosts">;

const ADD = "the operator can add it with --allowed-hosts";

/**
 * Under which names the server may be asked for. A server that only this machine can reach has none but the loopback's:
 * under another, it is a page's own that was made to point here, or a proxy on this machine passes it on.
 */
export function hostNames(settings: HostSettings): HostNames {
  const { host, origins, "trust-proxy": proxies, "allowed-hosts": allowed } = settings;
  const names = [...allowed, ...origins.map((origin) => new URL(origin).hostname)];
  if (allowed.length > 0) return new HostNames({ names, advice: `${ADD}.` });
  if (!isLoopback(host) || proxies.rules.length > 0) return new HostNames();
  return new HostNames({ names, advice: `${ADD}, or name the proxy that passes it on with --trust-proxy.` });
}
