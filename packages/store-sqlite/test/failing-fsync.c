/* While the file named by FSYNC_FAILS exists, no fsync succeeds. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int fails(void) {
  const char *flag = getenv("FSYNC_FAILS");
  if (flag == NULL || access(flag, F_OK) != 0) return 0;
  errno = EIO;
  return 1;
}

int fsync(int file) {
  return fails() ? -1 : (int)syscall(SYS_fsync, file);
}

int fdatasync(int file) {
  return fails() ? -1 : (int)syscall(SYS_fdatasync, file);
}
