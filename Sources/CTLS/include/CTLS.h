// OpenSSL, seen as a few plain functions. Its own headers are macros and version-dependent
// declarations that Swift cannot import whole; only what Assay calls passes through here.
#ifndef CTLS_H
#define CTLS_H

#include <stddef.h>
#include <stdint.h>

/// Writes the 20-byte SHA-1 digest of `count` bytes at `bytes` to `digest` (RFC 6455 §4.2.2 needs it).
/// Returns 1, or 0 when OpenSSL refuses.
int ctls_sha1(const void *bytes, size_t count, uint8_t *digest);

/// Writes the 32-byte SHA-256 digest of `count` bytes at `bytes` to `digest`.
/// Returns 1, or 0 when OpenSSL refuses.
int ctls_sha256(const void *bytes, size_t count, uint8_t *digest);

#endif
