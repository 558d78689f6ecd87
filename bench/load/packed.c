#include "packed.h"
#include "fail.h"

void packed_keep(Packed *packed, const uint8_t *frame, size_t length) {
  if (length > PACKED_BYTES) fail("a deflated frame of %zu bytes is not for this program", length);
  packed->length = (uint32_t)length;
  memcpy(packed->bytes, frame, length);
}

void packed_agreed(char agreed[AGREED_BYTES], const char *answer, size_t length) {
  const char *word = memmem(answer, length, "permessage-deflate", 18);
  if (word == NULL) fail("permessage-deflate was offered and not agreed on");
  size_t rest = length - (size_t)(word - answer), size = 0;
  while (size < rest && size < AGREED_BYTES - 1 && word[size] != '\r') size++;
  memcpy(agreed, word, size);
  agreed[size] = 0;
}
