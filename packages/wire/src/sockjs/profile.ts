/** Where the text of 0.3.3 and the head of sockjs-protocol disagree, as data. */
export interface Profile {
  readonly noCache: string;
  /** What `Access-Control-Allow-Origin` says to `Origin: null`. */
  readonly nullOrigin: "null" | "*";
  /** `Access-Control-Allow-Credentials` also to a request without an Origin. */
  readonly alwaysCredentials: boolean;
  /** The iframe page names its bootstrap before the script is loaded. */
  readonly iframeCallsFirst: boolean;
  /** What comes before the call in a JSONP answer: a comment keeps it from being read as Flash. */
  readonly jsonpHead: string;
  readonly eventSourceType: string;
}

/** sockjs-protocol.py at its head: what stock clients of today expect. */
export const HEAD_PROFILE: Profile = {
  noCache: "no-store, no-cache, no-transform, must-revalidate, max-age=0",
  nullOrigin: "null",
  alwaysCredentials: false,
  iframeCallsFirst: false,
  jsonpHead: "/**/",
  eventSourceType: "text/event-stream",
};

/** sockjs-protocol-0.3.3.py, for its suite. */
export const PROFILE_0_3_3: Profile = {
  noCache: "no-store, no-cache, must-revalidate, max-age=0",
  nullOrigin: "*",
  alwaysCredentials: true,
  iframeCallsFirst: true,
  jsonpHead: "",
  eventSourceType: "text/event-stream; charset=UTF-8",
};
