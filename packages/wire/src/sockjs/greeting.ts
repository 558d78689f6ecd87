/** The body at the base itself, `text/plain; charset=UTF-8` (sockjs-protocol.py, "Greeting url"). */
export const GREETING = "Welcome to SockJS!\n";
