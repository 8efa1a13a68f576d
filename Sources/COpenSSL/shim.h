#ifndef CONVENE_COPENSSL_H
#define CONVENE_COPENSSL_H

// The low-level SHA-256 calls are deprecated in OpenSSL 3 in favour of EVP, which looks its algorithm up by name at
// every call. They need no set-up, allocate nothing and their state can be copied, which is what makes a cached
// signing key cheap.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#endif
