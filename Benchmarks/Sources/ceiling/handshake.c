#include "ceiling.h"

#include <string.h>

static uint32_t rotate(uint32_t word, int count) { return word << count | word >> (32 - count); }

static void hash_block(uint32_t state[5], const uint8_t *block) {
  uint32_t words[80];
  for (int index = 0; index < 16; index++, block += 4)
    words[index] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 | (uint32_t)block[2] << 8 | block[3];
  for (int index = 16; index < 80; index++)
    words[index] = rotate(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1);

  uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
  for (int index = 0; index < 80; index++) {
    uint32_t mixed, constant;
    if (index < 20) {
      mixed = (b & c) | (~b & d);
      constant = 0x5A827999;
    } else if (index < 40) {
      mixed = b ^ c ^ d;
      constant = 0x6ED9EBA1;
    } else if (index < 60) {
      mixed = (b & c) | (b & d) | (c & d);
      constant = 0x8F1BBCDC;
    } else {
      mixed = b ^ c ^ d;
      constant = 0xCA62C1D6;
    }
    uint32_t next = rotate(a, 5) + mixed + e + constant + words[index];
    e = d;
    d = c;
    c = rotate(b, 30);
    b = a;
    a = next;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
}

// SHA-1 (RFC 3174) of the 60 bytes of a key and its suffix.
static void hash(const uint8_t text[60], uint8_t digest[20]) {
  uint32_t state[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  uint8_t blocks[128] = {0};
  memcpy(blocks, text, 60);
  blocks[60] = 0x80;
  // The length in bits, 480.
  blocks[126] = 1;
  blocks[127] = 0xE0;
  hash_block(state, blocks);
  hash_block(state, blocks + 64);
  for (int index = 0; index < 20; index++) digest[index] = (uint8_t)(state[index / 4] >> (24 - 8 * (index % 4)));
}

static void encode_base64(const uint8_t digest[20], char text[29]) {
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (int index = 0, end = 0; index < 20; index += 3, end += 4) {
    uint32_t group = (uint32_t)digest[index] << 16 | (uint32_t)digest[index + 1] << 8;
    if (index + 2 < 20) group |= digest[index + 2];
    for (int digit = 0; digit < 4; digit++) text[end + digit] = alphabet[group >> (18 - 6 * digit) & 63];
  }
  text[27] = '=';
  text[28] = 0;
}

void accept_value(const char *key, char value[29]) {
  uint8_t text[60], digest[20];
  memcpy(text, key, 24);
  memcpy(text + 24, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", 36);
  hash(text, digest);
  encode_base64(digest, value);
}
