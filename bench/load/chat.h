/* Texts as people write them in a chat: 200 to 300 bytes, half of them Korean, each with a number of its own. */
#ifndef CHAT_H
#define CHAT_H
#include <stddef.h>
#include <stdint.h>

/* Writes one and gives its length; `text` has room for 400 bytes. */
size_t chat_text(char *text, uint32_t number);
#endif
