/* Deflated frames: what came first at a position, so that what comes to the others is known to be the same bytes. */
#ifndef PACKED_H
#define PACKED_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* More than a chat text of 300 bytes comes to, deflated, with its header. */
#define PACKED_BYTES 508
#define AGREED_BYTES 128

typedef struct {
  uint32_t length;
  uint8_t bytes[PACKED_BYTES];
} Packed;

void packed_keep(Packed *packed, const uint8_t *frame, size_t length);
/* Copies what the answer to the upgrade, so long, says of permessage-deflate; fails if it says nothing. */
void packed_agreed(char agreed[AGREED_BYTES], const char *answer, size_t length);

static inline bool packed_same(const Packed *packed, const uint8_t *frame, size_t length) {
  return packed->length == length && memcmp(packed->bytes, frame, length) == 0;
}
#endif
