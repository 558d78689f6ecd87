/* Gives every accepted connection a small send buffer, so that a slow reader is noticed within a second, not a minute. */
#define _GNU_SOURCE
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SEND_BYTES = 32768 };

int accept4(int listener, struct sockaddr *restrict address, socklen_t *restrict length, int flags) {
  int socket = (int)syscall(SYS_accept4, listener, address, length, flags);
  int bytes = SEND_BYTES;
  if (socket >= 0) setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
  return socket;
}
